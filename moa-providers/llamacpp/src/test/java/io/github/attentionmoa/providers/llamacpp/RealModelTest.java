package io.github.attentionmoa.providers.llamacpp;

import static io.github.attentionmoa.providers.llamacpp.Fixtures.answerOf;
import static io.github.attentionmoa.providers.llamacpp.Fixtures.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The small model of the catalogue, where it is in the store. */
class RealModelTest {
  private static final String QUESTION = "What are the benefits of regular exercise?";

  private static Path file;

  @BeforeAll
  static void findModel() {
    Optional<Path> found = ModelStore.ofDefaults().find("smollm2-135m");
    assumeTrue(found.isPresent(), "smollm2-135m is not in the model store: moa models pull");
    file = found.get();
  }

  @Test
  void embeddedEnsembleAnswersInWholeSentences() {
    List<Agent> seats = EmbeddedEnsemble.seats(LlamaModel.open(file));

    for (Agent seat : seats) {
      Completion completion = answerOf(seat.complete(request(QUESTION)).toCompletableFuture());
      assertThat(completion.text()).containsIgnoringCase("health").matches("(?s).*[.!?]\"?");
      assertThat(completion.usage().outputTokens().getAsLong()).isLessThanOrEqualTo(80);
    }
  }

  @Test
  void shortTaskEndsByItself() {
    CompletionRequest capital =
        request("What is the capital of France?", CompletionOptions.builder().temperature(0));

    Completion completion = answerOf(LlamaModel.open(file).agent("smol").complete(capital));

    assertThat(completion.text()).contains("Paris");
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void twoModelsAtOnceWriteWhatOneWritesAlone() {
    CompletionRequest greedy =
        request(QUESTION, CompletionOptions.builder().temperature(0).maxOutputTokens(24));
    LlamaModel one = LlamaModel.builder(file).slots(1).open();
    LlamaModel two = LlamaModel.builder(file).slots(1).open();
    String alone = answerOf(one.agent("smol").complete(greedy)).text();
    List<CompletableFuture<Completion>> answers = new ArrayList<>();

    for (int i = 0; i < 8; i++) {
      answers.add((i % 2 == 0 ? one : two).agent("smol").complete(greedy));
    }

    assertThat(answers).allSatisfy(a -> assertThat(answerOf(a).text()).isEqualTo(alone));
  }
}
