package io.github.attentionmoa.providers.llamacpp;

import static io.github.attentionmoa.providers.llamacpp.Fixtures.answerOf;
import static io.github.attentionmoa.providers.llamacpp.Fixtures.await;
import static io.github.attentionmoa.providers.llamacpp.Fixtures.failureOf;
import static io.github.attentionmoa.providers.llamacpp.Fixtures.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaModelTest {
  @TempDir Path directory;

  @Test
  void moreCallsThanSlotsAreAllAnswered() {
    LlamaModel model = open(4);
    List<CompletableFuture<Completion>> answers = new ArrayList<>();

    for (int i = 0; i < 64; i++) {
      answers.add(model.agent("nano").complete(greedy("Hello " + i)));
    }

    assertThat(answers).allSatisfy(a -> assertThat(answerOf(a).text()).isNotEmpty());
  }

  @Test
  void severalModelsAtOnceGiveWhatEachGivesAlone() {
    List<LlamaModel> models = List.of(open(1), open(1), open(1));
    String expected = answerOf(models.get(0).agent("nano").complete(greedy("Hello"))).text();
    List<CompletableFuture<Completion>> answers = new ArrayList<>();

    for (int i = 0; i < 96; i++) {
      answers.add(models.get(i % 3).agent("nano").complete(greedy("Hello")));
    }

    assertThat(answers).allSatisfy(a -> assertThat(answerOf(a).text()).isEqualTo(expected));
  }

  @Test
  void unquantisedModelWorksAloneBesideOthers() {
    byte[] bytes = Fixtures.nanoBytes();
    setFileTypeToF16(bytes);
    LlamaModel plain = LlamaModel.open(Fixtures.write(directory.resolve("plain.gguf"), bytes));
    LlamaModel quantised = open(2);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);

    CompletableFuture<Completion> first =
        plain.agent("plain").stream(
            greedy("Hello"),
            piece -> {
              busy.countDown();
              await(release);
            });
    await(busy);
    CompletableFuture<Completion> second = quantised.agent("nano").complete(greedy("Hello"));

    assertThat(NativeModel.isBusyAlone()).isTrue();
    assertThat(second).isNotDone();
    release.countDown();
    assertThat(answerOf(first).text()).isEqualTo(answerOf(second).text());
  }

  @Test
  void callAfterCloseIsRejectedAtOnce() {
    LlamaModel model = open(1);

    model.close();
    model.close();

    assertThatThrownBy(() -> model.agent("nano").complete(request("Hello")))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
  }

  @Test
  void closeEndsTheCallsInFlightAndInTheQueue() {
    LlamaModel model = open(1);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Completion> running =
        model.agent("nano").stream(
            greedy("Hello"),
            piece -> {
              busy.countDown();
              await(release);
            });
    CompletableFuture<Completion> queued = model.agent("nano").complete(greedy("Hello"));

    await(busy);
    model.close();

    assertThat(failureOf(running).kind()).isEqualTo(Kind.CANCELLED);
    assertThat(failureOf(queued).kind()).isEqualTo(Kind.CANCELLED);
    release.countDown();
  }

  @Test
  void settingsOutOfRangeAreRejected() {
    LlamaModel.Builder builder = LlamaModel.builder(directory);

    assertThatThrownBy(() -> builder.slots(0)).hasMessage("slots: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> builder.contextTokens(9))
        .hasMessage("contextTokens: 9 (expected: 64 or more)");
    assertThatThrownBy(() -> builder.threads(0)).hasMessage("threads: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> builder.batchThreads(0)).hasMessageContaining("batchThreads: 0");
  }

  private LlamaModel open(int slots) {
    return LlamaModel.builder(Fixtures.nanoIn(directory)).slots(slots).contextTokens(256).open();
  }

  private static CompletionRequest greedy(String user) {
    return request(user, CompletionOptions.builder().temperature(0).maxOutputTokens(24));
  }

  private static void setFileTypeToF16(byte[] gguf) {
    String key = "general.file_type";
    int at = new String(gguf, StandardCharsets.ISO_8859_1).indexOf(key);
    int valueAt = at + key.length() + Integer.BYTES; // the type of the value stands between
    gguf[valueAt] = 1;
  }
}
