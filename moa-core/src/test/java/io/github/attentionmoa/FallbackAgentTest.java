package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.call;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.lost;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.onceOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Faults 6 and 25: who is asked in a seat when its agent refuses, or finds a prompt too long. */
class FallbackAgentTest {
  private static final CallKey PROPOSAL = key(1, Stage.PROPOSE, 2, 2);
  private static final CallKey SECOND_TRY = new CallKey(1, Stage.PROPOSE, 2, 2, 2);
  private final VirtualTime time = new VirtualTime(9);
  private final ScriptedAgent sound = marking("sound");
  private final ScriptedAgent first = marking("first");
  private final ScriptedAgent next = marking("next");
  private final ScriptedAgent last = marking("last");

  /** One layer, in whose second seat the first agent has a fallback. */
  private AttentionMoA.Builder ensemble() {
    return onceOnly(time).layer(Layer.builder().agent(sound).agent(first).orElse(next).build());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      mode = Mode.INCLUDE,
      names = {"CONTEXT_LENGTH", "CONTENT_FILTERED", "REFUSED", "AUTHENTICATION", "UNAVAILABLE"})
  void aLostCallIsMadeByTheNextAgent(Kind kind) {
    first.on(Stage.PROPOSE).fail(kind);

    MoaResult result = ask(time, ensemble().build());

    assertThat(lost(result)).startsWith(PROPOSAL);
    assertThat(call(result, SECOND_TRY).agent()).isEqualTo("next");
    assertThat(result.trace().layers().get(0).proposals()).hasSize(2);
    assertThat(result.isDegraded()).isTrue();
  }

  @Test
  void theNextAgentReadsWhatTheFirstWasSent() {
    first.on(Stage.REFINE).fail(Kind.REFUSED);

    ask(time, ensemble().build());

    assertThat(next.calls(Stage.REFINE)).hasSize(1);
    assertThat(next.calls(Stage.REFINE).get(0).request().conversation())
        .isEqualTo(first.calls(Stage.REFINE).get(0).request().conversation());
  }

  @Test
  void nobodyElseIsAskedWhileTheFirstAnswers() {
    first.on(Stage.ATTEND).fail(Kind.REFUSED);

    ask(time, ensemble().build());

    assertThat(next.calls()).hasSameSizeAs(next.calls(Stage.ATTEND)).hasSize(1);
    assertThat(first.calls(Stage.REFINE)).hasSize(1);
  }

  @Test
  void allAreAskedInTheirOrderUntilOneAnswers() {
    Layer layer = Layer.builder().agent(first).orElse(next).orElse(last).build();
    first.on(Stage.PROPOSE).fail(Kind.REFUSED);
    next.on(Stage.PROPOSE).fail(Kind.REFUSED);

    MoaResult result = ask(time, onceOnly(time).layer(layer).build());

    assertThat(call(result, new CallKey(1, Stage.PROPOSE, 1, 1, 3)).agent()).isEqualTo("last");
  }

  @Test
  void theAgentLeavesItsLayerWhenNoneAnswers() {
    first.on(Stage.PROPOSE).fail(Kind.REFUSED);
    next.on(Stage.PROPOSE).fail(Kind.REFUSED);

    MoaResult result = ask(time, ensemble().build());

    assertThat(lost(result)).containsExactly(PROPOSAL, SECOND_TRY);
    assertThat(result.trace().layers().get(0).proposals()).hasSize(1);
  }

  @Test
  void nobodyElseIsAskedAfterTheDeadline() {
    first.on(Stage.PROPOSE).stayOpen();

    ask(time, ensemble().budget(Budget.deadline(Duration.ofSeconds(1))).build());
    time.run();

    assertThat(next.calls()).isEmpty();
  }

  @Test
  void aFallbackHoldsInAllSeatsOfTheAgentAddedLast() {
    Layer layer = Layer.builder().agent(sound).agent(first, 2).orElse(next).build();

    assertThat(layer.fallbacks(1)).isEmpty();
    assertThat(layer.fallbacks(2)).isEqualTo(layer.fallbacks(3)).isEqualTo(List.of(next));
    assertThat(layer.toBuilder().build().fallbacks(3)).containsExactly(next);
  }

  @Test
  void aFallbackNeedsAnAgentBeforeIt() {
    assertThatThrownBy(() -> Layer.builder().orElse(next))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("orElse before an agent (call agent(..) first)");
  }

  @Test
  void thePlanCountsFallbacksAmongTheMostCallsAlone() {
    AttentionMoA plain = onceOnly(time).layer(sound, first).build();

    assertThat(ensemble().build().plan().calls()).isEqualTo(plain.plan().calls());
    assertThat(ensemble().build().plan().maxCalls()).isEqualTo(plain.plan().maxCalls() + 1 + 2 + 1);
  }

  @Test
  void thePlanCountsNoFallbackOfCallsThatNobodyMakes() {
    AttentionMoA moa = ensemble().attention(AttentionScorer.none()).build();

    assertThat(moa.plan().maxCalls()).isEqualTo(2 + 1 + 1);
  }

  @Test
  void thePlanTakesAScorerOfTextsToLetTheAgentReadEverybody() {
    AttentionMoA moa = ensemble().attention(AttentionScorer.lexical().topK(1)).build();

    assertThat(moa.plan().maxCalls()).isEqualTo(moa.plan().calls() + 1 + 2 + 1);
  }

  @Test
  void ensemblesWithOtherFallbacksShareNoAnswers() {
    Stream<Layer.Builder> layers =
        Stream.of(
            Layer.builder().agent(sound).agent(first),
            Layer.builder().agent(sound).agent(first).orElse(next),
            Layer.builder().agent(sound).agent(first).orElse(last),
            Layer.builder().agent(sound).agent(first).orElse(next).orElse(last),
            Layer.builder().agent(sound).orElse(next).agent(first),
            Layer.builder().agent(sound).orElse(next).agent(first).orElse(last),
            Layer.builder().agent(sound).agent(first).agent(next));

    assertThat(layers.map(layer -> onceOnly(time).layer(layer.build()).build().identity()))
        .doesNotHaveDuplicates();
  }
}
