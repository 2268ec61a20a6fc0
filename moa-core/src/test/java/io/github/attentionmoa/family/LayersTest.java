package io.github.attentionmoa.family;

import static io.github.attentionmoa.family.Fixtures.agent;
import static io.github.attentionmoa.family.Fixtures.agents;
import static io.github.attentionmoa.family.Fixtures.callsOf;
import static io.github.attentionmoa.family.Fixtures.lastTurn;
import static io.github.attentionmoa.prompt.Stage.AGGREGATE;
import static io.github.attentionmoa.prompt.Stage.ATTEND;
import static io.github.attentionmoa.prompt.Stage.ATTEND_SELF;
import static io.github.attentionmoa.prompt.Stage.PROPOSE;
import static io.github.attentionmoa.prompt.Stage.REFINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
  @Test
  void layersMayDifferInWidthMembersAttentionAndAggregator() {
    List<ScriptedAgent> agents = agents(4);
    ScriptedAgent closing = agent("closing");
    Layer wide = Layer.builder().agent(agents.get(0), 2).agent(agents.get(1)).build();
    Layer narrow =
        Layer.builder()
            .agent(agents.get(2))
            .agent(agents.get(3))
            .attention(AttentionScorer.selfOnly())
            .aggregator(Aggregator.synthesis(closing))
            .build();
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(wide)
            .layer(narrow)
            .attention(AttentionScorer.ring(1))
            .residual(Residual.none())
            .build();

    MoaResult result = moa.ask("Q?");

    assertThat(result.text()).isEqualTo("o of layer 2");
    assertThat(closing.calls()).hasSize(1);
    assertThat(moa.plan().callsOf(PROPOSE)).isEqualTo(3 + 2);
    assertThat(moa.plan().callsOf(ATTEND)).isEqualTo(3);
    assertThat(moa.plan().callsOf(ATTEND_SELF)).isEqualTo(3 + 2);
    assertThat(moa.plan().callsOf(REFINE)).isEqualTo(3 + 2);
    assertThat(moa.plan().isExact()).isTrue();
    assertThat(callsOf(agents) + closing.calls().size()).isEqualTo(moa.plan().calls());
  }

  @Test
  void narrowLayerReadsAllAnswersOfAWideOne() {
    List<ScriptedAgent> wide = agents(3);
    ScriptedAgent narrow = agent("narrow");

    AttentionMoA.builder()
        .layer(wide.toArray(ScriptedAgent[]::new))
        .layer(narrow)
        .attention(AttentionScorer.none())
        .residual(Residual.answers())
        .build()
        .ask("Q?");

    assertThat(lastTurn(narrow.calls(PROPOSE).get(0)))
        .contains("r1 of layer 1", "r2 of layer 1", "r3 of layer 1");
    assertThat(narrow.calls(AGGREGATE)).hasSize(1);
  }

  @Test
  void topKAsLargeAsOneOfTheLayersIsNamedWithTheLayer() {
    AttentionMoA.Builder builder =
        AttentionMoA.builder()
            .layer(agent("a"), agent("b"), agent("c"))
            .layer(agent("a"), agent("b"))
            .attention(AttentionScorer.judging(agent("judge")).topK(2));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("layer 2", "topK", "fewer peers than agents");
  }

  @Test
  void oneModelSitsSeveralTimesWithItsOwnPersonaAndOptions() {
    ScriptedAgent model = agent("model");
    CompletionOptions warm = CompletionOptions.builder().temperature(1.0).build();

    AttentionMoA.builder()
        .layer(
            model.named("plain"),
            model.persona("You are a physicist.").named("physicist"),
            model.options(PROPOSE, warm))
        .attention(AttentionScorer.none())
        .build()
        .ask("Q?");

    assertThat(model.calls(PROPOSE))
        .filteredOn(call -> call.hasSeen("You are a physicist."))
        .singleElement()
        .satisfies(
            call ->
                assertThat(call.request().conversation().messages().get(0).role())
                    .isEqualTo(Role.SYSTEM));
    assertThat(model.calls(PROPOSE))
        .filteredOn(call -> call.request().options().temperature().isPresent())
        .singleElement()
        .satisfies(call -> assertThat(call.request().key().orElseThrow().from()).isEqualTo(3));
    assertThat(model.calls(Stage.AGGREGATE)).hasSize(1);
  }
}
