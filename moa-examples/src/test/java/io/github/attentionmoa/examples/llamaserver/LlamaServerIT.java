package io.github.attentionmoa.examples.llamaserver;

import static io.github.attentionmoa.examples.llamaserver.LlamaServer.brief;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.stop.StopReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real engine behind the adapter: {@code mvn verify -Pwire}. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LlamaServerIT {
  private static final String QUESTION = "What are the benefits of regular exercise?";

  private static LlamaServer server;
  private static OpenAiAgent agent;

  @BeforeAll
  static void start() throws Exception {
    server = LlamaServer.start();
    agent = server.open();
  }

  @AfterAll
  static void stop() {
    agent.close();
    server.close();
  }

  @Test
  void answersWithUsage() {
    Completion answer = agent.complete(request(QUESTION, 24)).join();

    assertThat(answer.text()).isNotBlank();
    assertThat(answer.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
    assertThat(answer.usage().isComplete()).isTrue();
    assertThat(answer.usage().outputTokens().orElseThrow()).isBetween(1L, 24L);
    assertThat(answer.usage().inputTokens().orElseThrow()).isPositive();
  }

  @Test
  void streamsInPiecesAndEndsWithUsage() {
    List<String> pieces = new CopyOnWriteArrayList<>();

    Completion answer = agent.stream(request(QUESTION, 24), pieces::add).join();

    assertThat(pieces).hasSizeGreaterThan(3);
    assertThat(String.join("", pieces)).isEqualTo(answer.text());
    assertThat(answer.usage().outputTokens().orElseThrow()).isBetween(4L, 24L);
  }

  @Test
  void aCancelInMidStreamFreesTheSlot() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Completion> answer =
        agent.stream(request("Write a long story.", 1900), piece -> begun.countDown());
    begun.await();
    assertThat(server.busySlots()).isEqualTo(1);

    long cancelled = System.nanoTime();
    answer.cancel(true);
    while (server.busySlots() > 0) {
      Thread.onSpinWait();
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - cancelled);

    System.out.println("wire: slot free " + millis + " ms after the cancel");
    // 1,900 tokens take more than ten seconds
    assertThat(millis).isLessThan(3000);
    assertThat(answer).isCancelled();
  }

  @Test
  void aConversationLongerThanTheContextIsThatFailure() {
    CompletionRequest tooLong = request("Count the words. " + "word ".repeat(9000), 24);

    assertThatThrownBy(() -> agent.complete(tooLong).join())
        .cause()
        .isInstanceOfSatisfying(
            AgentException.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.CONTEXT_LENGTH);
              assertThat(failure.isRetryable()).isFalse();
              assertThat(failure.statusCode()).hasValue(400);
            });
  }

  @Test
  void answersEightAtOnce() {
    List<CompletableFuture<Completion>> answers =
        IntStream.range(0, 8).mapToObj(i -> agent.complete(request(QUESTION, 24))).toList();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().text()).isNotBlank());
  }

  @Test
  void aWholeRunOfThreeAgentsAndTwoLayers() {
    StringBuilder streamed = new StringBuilder();
    AttentionMoA moa = ensemble(agent, text -> {});

    MoaResult result =
        moa.askAsync(
                Conversation.of(QUESTION),
                new RunListener() {
                  @Override
                  public void onText(String text) {
                    streamed.append(text);
                  }

                  @Override
                  public void onTextRestarted() {
                    streamed.setLength(0);
                  }
                })
            .join();

    System.out.println("wire: " + result + " " + result.usage() + "\nwire: " + result.text());
    assertThat(result.isDegraded()).isFalse();
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.trace().calls()).hasSize(33);
    assertThat(result.usage().isComplete()).isTrue();
    assertThat(streamed).hasToString(result.text());
  }

  @Test
  void aServerThatIsKilledInMidRunLosesCallsAndLeavesTheBestAnswer() throws Exception {
    try (LlamaServer doomed = LlamaServer.start();
        OpenAiAgent behind = doomed.open()) {
      CountDownLatch proposed = new CountDownLatch(4);
      AttentionMoA moa = ensemble(behind, call -> proposed.countDown());
      CompletableFuture<MoaResult> run = moa.askAsync(QUESTION);
      proposed.await();

      doomed.kill();
      MoaResult result = run.join();

      System.out.println("wire: killed: " + result + " " + kinds(result));
      assertThat(result.text()).isNotBlank();
      assertThat(result.isDegraded()).isTrue();
      assertThat(kinds(result))
          .isSubsetOf(Kind.CONNECTION, Kind.TRUNCATED, Kind.UNAVAILABLE, Kind.REJECTED);
      assertThat(kinds(result)).containsAnyOf(Kind.CONNECTION, Kind.TRUNCATED);
    }
  }

  private static List<Kind> kinds(MoaResult result) {
    return result.trace().lost().stream()
        .flatMap(call -> call.failure().stream())
        .map(AgentException::kind)
        .distinct()
        .toList();
  }

  private static AttentionMoA ensemble(Agent behind, Consumer<CallRecord> onCallEnded) {
    Agent[] seats = {brief(behind, 1), brief(behind, 2), brief(behind, 3)};
    return AttentionMoA.builder()
        .layer(seats)
        .layer(seats)
        .earlyStop(EarlyStop.never())
        .listener(
            new RunListener() {
              @Override
              public void onCallEnded(CallRecord call) {
                onCallEnded.accept(call);
              }
            })
        .build();
  }

  private static CompletionRequest request(String question, int maxTokens) {
    return CompletionRequest.builder(Conversation.of(question))
        .options(CompletionOptions.builder().temperature(0).maxOutputTokens(maxTokens).build())
        .build();
  }
}
