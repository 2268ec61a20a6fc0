package io.github.attentionmoa.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import org.junit.jupiter.api.Test;

/** The example with a model in process runs where that is; what it says is the model's affair. */
class EmbeddedModelTest {
  @Test
  void embeddedModelAnswers() {
    boolean isHere = ModelStore.ofDefaults().isCached("smollm2-135m");
    assumeTrue(isHere, "smollm2-135m is not in the model store: moa models pull smollm2-135m");

    String printed = Printed.by(EmbeddedModel::ask);

    assertThat(printed).isNotBlank();
  }
}
