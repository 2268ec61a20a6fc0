package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NestedEnsembleTest {
  private final VirtualTime time = new VirtualTime(6);
  private final ScriptedAgent worker = marking("worker");
  private final AttentionMoA inner = layers(ensemble(time), 1, worker).name("inner").build();

  private AttentionMoA.Builder outer() {
    return layers(ensemble(time), 1, marking("outer"), inner);
  }

  private CallRecord innerProposal(MoaResult result) {
    return Fixtures.call(result, key(1, Stage.PROPOSE, 2, 2));
  }

  @Test
  void anEnsembleIsAnAgentOfAnother() {
    MoaResult result = ask(time, outer().build());

    assertThat(result.isDegraded()).isFalse();
    assertThat(innerProposal(result).agent()).isEqualTo("inner");
    assertThat(innerProposal(result).completion().orElseThrow().text())
        .isEqualTo(Fixtures.aggregate(1));
  }

  @Test
  void theUsageOfARunIsTheUsageOfTheOneCallOutside() {
    worker
        .otherwise()
        .reply(c -> c.answer(Completion.builder("text").usage(Usage.of(10, 5)).build()));

    MoaResult result = ask(time, outer().build());

    assertThat(innerProposal(result).usage()).isEqualTo(Usage.of(40, 20));
  }

  @Test
  void cancellingTheOuterRunReachesTheInnerAgents() {
    worker.otherwise().stayOpen();
    var run = outer().build().askAsync(QUESTION);
    time.pass(Duration.ofSeconds(1));
    assertThat(worker.calls()).isNotEmpty();

    run.cancel(true);
    time.run();

    assertThat(worker.calls()).allMatch(ScriptedCall::isCancelled);
    assertThat(time.openTimers()).isZero();
  }

  @Test
  void theInnerRunHandsOnItsBestBeforeTheTimeOfItsCallIsUp() {
    worker.on(Stage.AGGREGATE).stayOpen();

    MoaResult result = ask(time, outer().callTimeout(Duration.ofSeconds(1)).build());

    assertThat(innerProposal(result).completion().orElseThrow().text())
        .isEqualTo(Fixtures.refine(1, 1));
    assertThat(innerProposal(result).took()).isEqualTo(Duration.ofMillis(950));
  }

  @Test
  void anInnerRunWithoutAnAnswerIsOneLostCall() {
    worker.otherwise().fail(Kind.REFUSED);

    MoaResult result = ask(time, outer().build());

    assertThat(result.trace().lost()).hasSize(1);
    assertThat(innerProposal(result).attempts()).isEqualTo(1);
  }
}
