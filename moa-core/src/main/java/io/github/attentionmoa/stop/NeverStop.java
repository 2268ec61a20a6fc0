package io.github.attentionmoa.stop;

import io.github.attentionmoa.residual.History;
import io.github.attentionmoa.residual.ResidualOutput;

/** Lets all layers run; there is one of it, so that plans know it. */
enum NeverStop implements EarlyStop {
  NEVER;

  @Override
  public Decision decide(History history, ResidualOutput now) {
    return Decision.GO_ON;
  }

  @Override
  public boolean readsVerdict() {
    return false;
  }
}
