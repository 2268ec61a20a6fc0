package io.github.attentionmoa.residual;

import io.github.attentionmoa.agent.StageContext;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A residual that calls nobody and judges nothing. */
record PlainResidual(
    boolean readsLayerOutput, Function<History, CompletionStage<ResidualOutput>> connection)
    implements Residual {
  @Override
  public CompletionStage<ResidualOutput> connect(History history, StageContext context) {
    return connection.apply(history);
  }

  @Override
  public boolean givesVerdict() {
    return false;
  }

  @Override
  public int calls(Place place) {
    return 0;
  }
}
