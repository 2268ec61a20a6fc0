package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.marking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuilderTest {
  private final ScriptedAgent one = marking("one");
  private final ScriptedAgent two = marking("two");

  /** Everything set that can be set beside an aggregator and a residual of your own. */
  private AttentionMoA.Builder everything() {
    return AttentionMoA.builder()
        .name("all")
        .layer(one, two)
        .layers(List.of(Layer.of(two, one, one)))
        .attention(AttentionScorer.selfOnly())
        .aggregator(Aggregator.lexical())
        .residual(Residual.difference(two))
        .earlyStop(EarlyStop.never())
        .budget(Budget.calls(77))
        .retry(RetryPolicy.none())
        .callTimeout(Duration.ofSeconds(3))
        .minAnswers(2)
        .options(Stage.REFINE, CompletionOptions.builder().temperature(0.5).build())
        .prompt(Stage.REFINE, "Rewrite.")
        .listener(RunListener.none())
        .executor(Runnable::run)
        .taskDecorator(task -> task)
        .cache(CompletionCache.inMemory(3))
        .time(new VirtualTime(1), () -> 0.5);
  }

  @Test
  void aCopyOfABuiltEnsembleIsSetAsItIs() {
    AttentionMoA moa = everything().build();

    Settings copy = moa.toBuilder().build().settings;

    assertThat(copy).usingRecursiveComparison().isEqualTo(moa.settings);
    assertThat(copy.cache()).isSameAs(moa.settings.cache());
    assertThat(copy.executor()).isSameAs(moa.settings.executor());
    assertThat(copy.scheduler()).isSameAs(moa.settings.scheduler());
    assertThat(copy.callTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(copy.budget().calls()).hasValue(77);
    assertThat(copy.minAnswers()).isEqualTo(2);
    assertThat(copy.retry().maxAttempts()).isEqualTo(1);
    assertThat(copy.instruction(Stage.REFINE)).isEqualTo("Rewrite.");
    assertThat(copy.options(Stage.REFINE).temperature()).hasValue(0.5);
    assertThat(copy.depth()).isEqualTo(2);
  }

  @Test
  void whatIsAddedToACopyLeavesTheFirstAlone() {
    AttentionMoA moa = everything().build();

    AttentionMoA deeper = moa.toBuilder().layer(one, two).build();

    assertThat(deeper.settings.depth()).isEqualTo(3);
    assertThat(moa.settings.depth()).isEqualTo(2);
    assertThat(moa.toBuilder().build().settings.depth()).isEqualTo(2);
  }

  @Test
  void everythingIsSetOnceOnly() {
    AttentionMoA.Builder builder = everything();

    assertThatThrownBy(() -> builder.attention(AttentionScorer.none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attention was already set");
    assertThatThrownBy(() -> builder.options(Stage.REFINE, CompletionOptions.none()))
        .hasMessage("options(REFINE) was already set");
    assertThatThrownBy(() -> builder.prompt(Stage.REFINE, "Again."))
        .hasMessage("prompt(REFINE) was already set");
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    AttentionMoA.Builder builder = AttentionMoA.builder();

    assertThatThrownBy(() -> builder.callTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("callTimeout: PT0S (expected: more than zero)");
    assertThatThrownBy(() -> AttentionMoA.builder().callTimeout(Duration.ofSeconds(-1)))
        .hasMessage("callTimeout: PT-1S (expected: more than zero)");
    assertThatThrownBy(() -> builder.minAnswers(0))
        .hasMessage("minAnswers: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> builder.prompt(Stage.ATTEND, " "))
        .hasMessageStartingWith("prompt: ' ' for ATTEND (expected: some words");
    assertThatThrownBy(() -> builder.prompt(Stage.SCORE, "Which is better?"))
        .hasMessageStartingWith("prompt: 'Which is better?' for SCORE (expected: some words");
    assertThat(AttentionMoA.builder().layer(one).minAnswers(1).build().settings.minAnswers())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"AGGREGATE", "RESIDUAL"})
  void anInstructionBesideAPlugInThatHasItsOwnIsAContradiction(Stage stage) {
    AttentionMoA.Builder builder =
        AttentionMoA.builder()
            .layer(one)
            .aggregator(Aggregator.synthesis(one))
            .residual(Residual.synthesis(one))
            .prompt(stage, "Merge.");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("prompt(" + stage + ") beside")
        .hasMessageNotContaining(";");
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"AGGREGATE", "RESIDUAL"})
  void anInstructionBesideTheUsualPlugInIsItsOwn(Stage stage) {
    AttentionMoA moa =
        AttentionMoA.builder().layer(one).layer(one).prompt(stage, "Merge well.").build();

    moa.ask("Why?");

    assertThat(one.calls(stage)).isNotEmpty().allMatch(call -> call.hasSeen("Merge well."));
  }

  @Test
  void optionsOfAStageGoWithItsCallsAlone() {
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(one)
            .options(Stage.REFINE, CompletionOptions.builder().temperature(0.5).build())
            .build();

    moa.ask("Why?");

    assertThat(one.calls())
        .filteredOn(call -> call.request().options().temperature().isPresent())
        .containsExactlyElementsOf(one.calls(Stage.REFINE));
  }

  @Test
  void thePlanCountsRetriesAndFallbacksInTheWorstCase() {
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(one, two)
            .layer(one, two)
            .attention(AttentionScorer.none())
            .aggregator(Aggregator.synthesis(one).orElse(Aggregator.synthesis(two)))
            .residual(Residual.synthesis(one).orElse(Residual.synthesis(two)))
            .retry(RetryPolicy.builder().maxAttempts(2).build())
            .build();

    assertThat(moa.plan().calls()).isEqualTo(2 * (2 + 1) + 1);
    assertThat(moa.plan().maxCalls()).isEqualTo((2 * (2 + 1 + 1) + 1 + 1) * 2);
  }

  @Test
  void aPlanIsExactWhereNothingCanStopTheRunEarlier() {
    AttentionMoA.Builder builder = AttentionMoA.builder().layer(one, two);
    assertThat(builder.build().plan().isExact()).isTrue();

    builder.layer(one, two);

    assertThat(builder.build().plan().isExact()).isFalse();
    assertThat(builder.earlyStop(EarlyStop.never()).build().plan().isExact()).isTrue();
  }
}
