package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An ensemble as an agent of a simulated one; notes the calls. */
record NestedAgent(Simulation world, AttentionMoA inner) implements Agent {
  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    note(request);
    return inner.complete(request);
  }

  @Override
  public CompletionStage<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    note(request);
    return inner.stream(request, onText);
  }

  private void note(CompletionRequest request) {
    world.witness(request).called(request.key().orElseThrow());
  }

  @Override
  public String name() {
    return inner.name();
  }
}
