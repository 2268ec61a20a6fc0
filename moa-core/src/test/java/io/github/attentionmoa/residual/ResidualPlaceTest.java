package io.github.attentionmoa.residual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.residual.Residual.Place;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What residuals say of themselves, by which runs are planned and streamed. */
class ResidualPlaceTest {
  private static final Agent AGENT = ScriptedAgent.of("agent");
  private static final Place FIRST = new Place(1, 3, 3);
  private static final Place SECOND = new Place(2, 3, 3);
  private static final Place LAST = new Place(3, 3, 3);
  private static final Residual JUDGING = Residual.best(AGENT, 2);
  private static final Residual WRITING = Residual.synthesis(AGENT);

  @Test
  void oneOfYourOwnIsTakenToCallOnceFromTheSecondLayerOn() {
    Residual own = (history, context) -> CompletableFuture.completedFuture(ResidualOutput.of("z"));

    assertThat(own.calls(FIRST)).isZero();
    assertThat(own.calls(SECOND)).isEqualTo(1);
    assertThat(own.maxCalls(SECOND)).isEqualTo(1);
    assertThat(own.criticalPath(SECOND)).isEqualTo(1);
  }

  @Test
  void aFallbackIsCountedOnlyWhereTheFirstMayBeLost() {
    Residual either = JUDGING.orElse(WRITING);

    assertThat(either.calls(SECOND)).isEqualTo(3 + 1);
    assertThat(either.criticalPath(SECOND)).isEqualTo(2);
    assertThat(either.maxCalls(SECOND)).isEqualTo(3 + 1 + 1);
    assertThat(either.calls(LAST)).isEqualTo(1);
  }

  @Test
  void aFallbackStandsInForTheFirstAndPromisesNoMore() {
    Residual answers = Residual.answers();

    assertThat(WRITING.orElse(answers).givesVerdict()).isTrue();
    assertThat(answers.orElse(WRITING).givesVerdict()).isFalse();
    assertThat(WRITING.orElse(JUDGING).writesAnswer()).isTrue();
    assertThat(JUDGING.orElse(WRITING).writesAnswer()).isFalse();
  }

  @Test
  void aLayersOutputIsMadeIfTheFirstOrItsFallbackReadsIt() {
    Residual answers = Residual.answers();

    assertThat(answers.orElse(JUDGING).readsLayerOutput()).isFalse();
    assertThat(answers.orElse(WRITING).readsLayerOutput()).isTrue();
    assertThat(WRITING.orElse(answers).readsLayerOutput()).isTrue();
  }

  @Test
  void wordsThatOnlyJudgeAreNotStreamedAsTheAnswer() {
    assertThat(JUDGING.writesAnswer()).isFalse();
    assertThat(Residual.difference(AGENT).writesAnswer()).isFalse();
    assertThat(WRITING.writesAnswer()).isTrue();
  }
}
