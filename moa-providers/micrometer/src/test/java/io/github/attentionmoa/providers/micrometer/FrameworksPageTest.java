package io.github.attentionmoa.providers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

/** The code of docs/frameworks.md. */
class FrameworksPageTest {
  @Test
  void runIsObserved() {
    Agent claude = Agent.of("claude", request -> "It is blue.");
    Agent gpt = Agent.of("gpt", request -> "It is blue.");
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ObservationRegistry registry = ObservationRegistry.create();

    // docs: observe
    registry
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters)) // Spring Boot has done it
        .observationHandler(CallMeters.of(meters));
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(claude, gpt)
            .listener(ObservationListener.of(registry))
            .taskDecorator(ObservationListener.taskDecorator(registry))
            .build();
    // docs: end

    moa.ask("Why is the sky blue?");
    assertThat(meters.get("attention_moa.run").timer().count()).isEqualTo(1);
    assertThat(meters.get("gen_ai.client.token.usage").summaries()).isNotEmpty();
  }
}
