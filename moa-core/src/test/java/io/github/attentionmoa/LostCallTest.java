package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.aggregate;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.attend;
import static io.github.attentionmoa.Fixtures.call;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.lost;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.onceOnly;
import static io.github.attentionmoa.Fixtures.propose;
import static io.github.attentionmoa.Fixtures.refine;
import static io.github.attentionmoa.Fixtures.residual;
import static io.github.attentionmoa.Fixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LostCallTest {
  private final VirtualTime time = new VirtualTime(3);
  private final ScriptedAgent[] agents = marking(3);

  private MoaResult run(int depth) {
    return ask(time, layers(onceOnly(time), depth, agents).build());
  }

  @Test
  void anAgentWithoutProposalLeavesTheLayerAndComesBackInTheNext() {
    agents[1].on(key(1, Stage.PROPOSE, 2, 2)).fail(Kind.UNAVAILABLE);

    MoaResult result = run(2);

    assertThat(agents[1].calls()).noneMatch(c -> isInLayer(c.request().key().orElseThrow(), 1));
    assertThat(seen(call(result, key(1, Stage.AGGREGATE, 0, 0)).messages()))
        .containsExactlyInAnyOrder(refine(1, 1), refine(1, 3));
    assertThat(result.trace().layers().get(1).proposals()).hasSize(3);
    assertThat(result.isDegraded()).isTrue();
    assertThat(lost(result)).containsExactly(key(1, Stage.PROPOSE, 2, 2));
  }

  private static boolean isInLayer(CallKey key, int layer) {
    return key.layer() == layer && key.stage() != Stage.PROPOSE;
  }

  @Test
  void aLostSuggestionIsLeftOut() {
    agents[2].on(key(1, Stage.ATTEND, 3, 1)).answer("  ");

    MoaResult result = run(1);

    assertThat(seen(call(result, key(1, Stage.REFINE, 1, 1)).messages()))
        .containsExactlyInAnyOrder(propose(1, 1), attend(1, 1, 1), attend(1, 2, 1));
    assertThat(result.trace().lost().get(0).failure().orElseThrow().kind()).isEqualTo(Kind.EMPTY);
  }

  @Test
  void aLostRefinementLeavesTheProposal() {
    agents[0].on(Stage.REFINE).fail(Kind.REFUSED);

    MoaResult result = run(1);

    assertThat(seen(call(result, key(1, Stage.AGGREGATE, 0, 0)).messages()))
        .containsExactlyInAnyOrder(propose(1, 1), refine(1, 2), refine(1, 3));
    assertThat(result.trace().layers().get(0).refinements().get(0).isRewritten()).isFalse();
  }

  @Test
  void aTargetWithoutAnySuggestionIsNotRefined() {
    agents[0].on(Stage.ATTEND_SELF).fail(Kind.REFUSED);
    agents[1].on(key(1, Stage.ATTEND, 2, 1)).fail(Kind.REFUSED);
    agents[2].on(key(1, Stage.ATTEND, 3, 1)).fail(Kind.REFUSED);

    MoaResult result = run(1);

    assertThat(agents[0].calls(Stage.REFINE)).isEmpty();
    assertThat(result.trace().layers().get(0).refinements().get(0).text()).isEqualTo(propose(1, 1));
  }

  @Test
  void theLexicalChoiceStandsInForALostAggregate() {
    agents[0].on(Stage.AGGREGATE).fail(Kind.UNAVAILABLE);
    agents[0].on(Stage.REFINE).answer("something else entirely");
    agents[1].on(Stage.REFINE).answer("the sky scatters blue light");
    agents[2].on(Stage.REFINE).answer("the sky scatters blue light most");

    MoaResult result = run(1);

    assertThat(result.text()).isEqualTo("the sky scatters blue light");
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(lost(result)).containsExactly(key(1, Stage.AGGREGATE, 0, 0));
  }

  @Test
  void theNextAggregatorIsAskedBeforeTheLexicalChoice() {
    agents[0].on(Stage.AGGREGATE).fail(Kind.UNAVAILABLE);
    Aggregator aggregator = Aggregator.synthesis(agents[0]).orElse(Aggregator.synthesis(agents[1]));

    MoaResult result = ask(time, layers(onceOnly(time), 1, agents).aggregator(aggregator).build());

    assertThat(result.text()).isEqualTo(Fixtures.word(new CallKey(1, Stage.AGGREGATE, 0, 0, 2)));
    assertThat(result.isDegraded()).isTrue();
  }

  @Test
  void aLostResidualLeavesTheLayerOutputAndStopsNothing() {
    agents[0].on(key(2, Stage.RESIDUAL, 0, 0)).fail(Kind.UNAVAILABLE);

    MoaResult result = run(3);

    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.text()).isEqualTo(residual(3));
    assertThat(seen(call(result, key(3, Stage.PROPOSE, 1, 1)).messages()))
        .containsExactly(aggregate(2));
  }

  @Test
  void theNextResidualIsAskedBeforeTheLayerOutputStands() {
    agents[0].on(Stage.RESIDUAL).fail(Kind.UNAVAILABLE);
    Residual residual = Residual.synthesis(agents[0]).orElse(Residual.synthesis(agents[1]));

    MoaResult result = ask(time, layers(onceOnly(time), 2, agents).residual(residual).build());

    assertThat(result.text()).isEqualTo(Fixtures.word(new CallKey(2, Stage.RESIDUAL, 0, 0, 2)));
  }

  @Test
  void aLaterLayerWithoutAnyAnswerPassesThePreviousOutputOn() {
    for (ScriptedAgent agent : agents) {
      for (int i = 1; i <= 3; i++) {
        agent.on(key(2, Stage.PROPOSE, i, i)).fail(Kind.UNAVAILABLE);
      }
    }

    MoaResult result = run(3);

    assertThat(seen(call(result, key(3, Stage.PROPOSE, 1, 1)).messages()))
        .containsExactly(aggregate(1));
    assertThat(seen(call(result, key(3, Stage.RESIDUAL, 0, 0)).messages()))
        .containsExactlyInAnyOrder(aggregate(1), aggregate(3));
    assertThat(result.trace().residuals()).hasSize(3);
    assertThat(result.isDegraded()).isTrue();
  }

  @Test
  void nobodyScoresALayerWithoutAnyAnswer() {
    for (ScriptedAgent agent : agents) {
      agent.on(Stage.PROPOSE).fail(Kind.UNAVAILABLE);
    }
    List<Proposal> scored = new ArrayList<>();
    AttentionScorer scorer =
        (proposals, context) -> {
          scored.addAll(proposals);
          return CompletableFuture.completedFuture(AttentionWeights.lexical(proposals));
        };
    AttentionMoA moa = layers(onceOnly(time), 1, agents).attention(scorer).build();

    MoaException none = catchThrowableOfType(MoaException.class, () -> ask(time, moa));

    assertThat(none).hasMessage("no agent answered; lost calls: {UNAVAILABLE=3}");
    assertThat(scored).isEmpty();
  }

  @Test
  void withoutAnyAnswerInLayerOneEveryCauseIsNamedInAgentOrder() {
    agents[0].otherwise().fail(Kind.UNAVAILABLE);
    agents[1].otherwise().fail(Kind.REFUSED);
    agents[2].otherwise().fail(Kind.NOT_FOUND);

    MoaException none = catchThrowableOfType(MoaException.class, () -> run(2));

    assertThat(none.stopReason()).isEqualTo(StopReason.NO_ANSWER);
    assertThat(none)
        .hasMessage("no agent answered; lost calls: {NOT_FOUND=1, UNAVAILABLE=1, REFUSED=1}");
    assertThat(none.getSuppressed())
        .extracting(thrown -> ((AgentException) thrown).kind())
        .containsExactly(Kind.UNAVAILABLE, Kind.REFUSED, Kind.NOT_FOUND);
    assertThat(none.trace().calls()).hasSize(3);
  }

  @Test
  void fewerAnswersThanAskedForAreNoAnswer() {
    agents[0].on(Stage.PROPOSE).fail(Kind.UNAVAILABLE);
    AttentionMoA moa = layers(onceOnly(time), 1, agents).minAnswers(3).build();

    MoaException none = catchThrowableOfType(MoaException.class, () -> ask(time, moa));

    assertThat(none.stopReason()).isEqualTo(StopReason.NO_ANSWER);
  }

  @Test
  void anAgentThatThrowsIsALostCall() {
    agents[0]
        .on(Stage.PROPOSE)
        .reply(
            c -> {
              throw new IllegalStateException("bug");
            });

    MoaResult result = run(1);

    assertThat(call(result, key(1, Stage.PROPOSE, 1, 1)).failure().orElseThrow())
        .hasMessage("m1 threw java.lang.IllegalStateException")
        .hasRootCauseMessage("bug")
        .extracting("kind")
        .isEqualTo(Kind.AGENT_FAULT);
  }

  @Test
  void anErrorOfAnAgentEndsTheRunAtOnce() {
    Error broken = new LinkageError("broken");
    agents[0]
        .on(Stage.REFINE)
        .reply(
            c -> {
              throw broken;
            });
    agents[1].on(Stage.REFINE).stayOpen();
    AttentionMoA moa = layers(onceOnly(time), 1, agents).build();

    var future = time.runUntil(moa.askAsync(Fixtures.QUESTION));

    assertThat(future).isCompletedExceptionally();
    assertThat(future.handle((done, thrown) -> thrown).join()).isSameAs(broken);
    assertThat(agents[1].calls(Stage.REFINE)).allMatch(c -> c.isCancelled());
    assertThat(time.openTimers()).isZero();
  }

  @Test
  void anAgentThatGivesNullIsALostCall() {
    AttentionMoA moa =
        layers(onceOnly(time), 1, agents[0], request -> null, r -> done(null)).build();

    MoaResult result = ask(time, moa);

    assertThat(result.trace().lost())
        .extracting(c -> c.failure().orElseThrow().kind())
        .containsExactly(Kind.EMPTY, Kind.EMPTY);
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
