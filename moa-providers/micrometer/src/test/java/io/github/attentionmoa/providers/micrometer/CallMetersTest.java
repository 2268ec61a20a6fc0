package io.github.attentionmoa.providers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallMetersTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Completion answer =
      Completion.builder("It is blue.").model("model-1").usage(Usage.of(20, 7)).build();
  private final ScriptedAgent failing =
      ScriptedAgent.of("failing").otherwise().fail(Kind.AUTHENTICATION);
  private MoaResult result;

  @BeforeEach
  void ask() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters))
        .observationHandler(CallMeters.of(meters));
    result =
        AttentionMoA.builder()
            .layer(ScriptedAgent.of("a").otherwise().answer(answer), failing)
            .listener(ObservationListener.of(registry))
            .build()
            .ask("Why is the sky blue?");
  }

  @Test
  void callsAreCountedByStage() {
    long proposals =
        result.trace().calls().stream().filter(c -> c.key().stage() == Stage.PROPOSE).count();

    assertThat(meters.get("gen_ai.client.operation").tag("attention_moa.stage", "propose").timers())
        .extracting(timer -> timer.count())
        .hasSize(2)
        .containsOnly(1L);
    assertThat(proposals).isEqualTo(2);
    assertThat(meters.get("attention_moa.run").timer().count()).isEqualTo(1);
    assertThat(meters.get("attention_moa.layer").timer().count()).isEqualTo(1);
  }

  @Test
  void tokensAreCountedByType() {
    double input =
        meters
            .get("gen_ai.client.token.usage")
            .tag("gen_ai.token.type", "input")
            .summaries()
            .stream()
            .mapToDouble(summary -> summary.totalAmount())
            .sum();
    double output =
        meters
            .get("gen_ai.client.token.usage")
            .tag("gen_ai.token.type", "output")
            .summaries()
            .stream()
            .mapToDouble(summary -> summary.totalAmount())
            .sum();

    assertThat(input).isEqualTo((double) result.usage().inputTokens().orElseThrow());
    assertThat(output).isEqualTo((double) result.usage().outputTokens().orElseThrow());
  }

  @Test
  void lossesAreCountedByReason() {
    assertThat(
            meters
                .get("attention_moa.calls.lost")
                .tag("error.type", "authentication")
                .tag("gen_ai.agent.name", "failing")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(meters.get("attention_moa.calls.lost").counters()).hasSize(1);
    assertThat(result.trace().lost()).hasSize(1);
  }
}
