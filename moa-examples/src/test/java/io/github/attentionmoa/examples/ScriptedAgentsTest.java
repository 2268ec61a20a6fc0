package io.github.attentionmoa.examples;

import static io.github.attentionmoa.prompt.Stage.AGGREGATE;
import static io.github.attentionmoa.prompt.Stage.ATTEND;
import static io.github.attentionmoa.prompt.Stage.ATTEND_SELF;
import static io.github.attentionmoa.prompt.Stage.PROPOSE;
import static io.github.attentionmoa.prompt.Stage.REFINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import org.junit.jupiter.api.Test;

/** How to test a program that asks an ensemble: script agents, run, look at their calls. */
class ScriptedAgentsTest {
  // docs: scripted-agents
  private final ScriptedAgent ann =
      ScriptedAgent.of("ann")
          .on(PROPOSE)
          .answer("It is blue.")
          .on(ATTEND)
          .answer("Say why.")
          .on(ATTEND_SELF)
          .answer("Nothing.")
          .on(REFINE)
          .answer("It is blue because of the air.")
          .on(AGGREGATE)
          .answer("The air makes it blue.");
  private final ScriptedAgent bob = ScriptedAgent.of("bob").otherwise().answer("It is grey.");
  private final AttentionMoA moa = AttentionMoA.builder().layer(ann, bob).build();

  @Test
  void aggregatorSeesWhatWasRefined() {
    moa.ask("Why is the sky blue?");

    assertThat(ann.calls(AGGREGATE)).hasSize(1);
    assertThat(ann.calls(AGGREGATE).get(0).hasSeen("It is blue because of the air.")).isTrue();
    assertThat(ann.left()).isEmpty();
  }

  @Test
  void onePeerIsEnough() {
    bob.on(PROPOSE).fail(Kind.AUTHENTICATION);

    MoaResult result = moa.ask("Why is the sky blue?");

    assertThat(result.text()).isEqualTo("The air makes it blue.");
    assertThat(result.isDegraded()).isTrue();
    assertThat(ann.calls(ATTEND)).isEmpty();
  }
  // docs: end
}
