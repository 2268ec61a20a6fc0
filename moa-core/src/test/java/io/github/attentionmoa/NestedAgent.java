package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An ensemble as an agent of a simulated one; notes the calls, and those that are cut off. */
record NestedAgent(Simulation world, AttentionMoA inner) implements Agent {
  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    return noted(request, inner.complete(request));
  }

  @Override
  public CompletionStage<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    return noted(request, inner.stream(request, onText));
  }

  private CompletionStage<Completion> noted(
      CompletionRequest request, CompletionStage<Completion> answer) {
    Witness witness = world.witness(request);
    witness.called(request.key().orElseThrow());
    answer.whenComplete(
        (done, failure) -> witness.hasCutNested |= answer.toCompletableFuture().isCancelled());
    return answer;
  }

  @Override
  public String name() {
    return inner.name();
  }
}
