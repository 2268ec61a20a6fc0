package io.github.attentionmoa.examples;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.providers.llamacpp.EmbeddedEnsemble;
import io.github.attentionmoa.providers.llamacpp.LlamaModel;
import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import io.github.attentionmoa.providers.llamacpp.models.PullProgress;
import io.github.attentionmoa.result.MoaResult;
import java.nio.file.Path;

/** A model in this process, downloaded once: no key, no account, no server. */
final class EmbeddedModel {
  private EmbeddedModel() {}

  /** Asks three seats of a model of 135 million parameters; it shows the mechanism alone. */
  public static void main(String[] args) {
    ask();
    System.exit(0); // the native runtime would keep the process alive
  }

  static void ask() {
    // docs: embedded-model
    Path file = ModelStore.ofDefaults().pull("smollm2-135m", PullProgress.silent());
    try (LlamaModel model = LlamaModel.open(file)) {
      Agent[] seats = EmbeddedEnsemble.seats(model).toArray(new Agent[0]);
      AttentionMoA moa =
          AttentionMoA.builder()
              .layer(seats)
              .attention(AttentionScorer.none()) // so small a model criticises nothing
              .build();
      MoaResult result = moa.ask("Why is the sky blue?");
      System.out.println(result.text());
    }
    // docs: end
  }
}
