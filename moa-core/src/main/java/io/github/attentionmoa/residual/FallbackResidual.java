package io.github.attentionmoa.residual;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.StageContext;
import java.util.concurrent.CompletionStage;

/** Asks the next residual when the first throws, fails, or gives nothing. */
record FallbackResidual(Residual first, Residual next) implements Residual {
  @Override
  public CompletionStage<ResidualOutput> connect(History history, StageContext context) {
    return completedFuture(history)
        .thenCompose(all -> first.connect(all, context))
        .thenApply(output -> requireNonNull(output, "residual output"))
        .exceptionallyCompose(lost -> next.connect(history, context));
  }

  @Override
  public boolean readsLayerOutput() {
    return first.readsLayerOutput() || next.readsLayerOutput();
  }

  @Override
  public boolean givesVerdict() {
    return first.givesVerdict();
  }

  @Override
  public boolean writesAnswer() {
    return first.writesAnswer();
  }

  @Override
  public int calls(Place place) {
    return first.calls(place);
  }

  @Override
  public int maxCalls(Place place) {
    return first.maxCalls(place) + next.maxCalls(place);
  }

  @Override
  public int criticalPath(Place place) {
    return first.criticalPath(place);
  }
}
