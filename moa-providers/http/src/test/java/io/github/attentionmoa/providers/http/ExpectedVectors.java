package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a vendor's own client made of a case of embeddings. */
final class ExpectedVectors {
  private final JsonNode expected;

  ExpectedVectors(ProviderCase recorded) {
    this.expected = recorded.expected();
  }

  void check(CompletionStage<List<float[]>> stage) {
    if (expected.has("error")) {
      ExpectedCompletion.checkError(ExpectedCompletion.failure(stage), expected.path("error"));
      return;
    }
    List<float[]> vectors = stage.toCompletableFuture().join();
    assertThat(vectors).as("vectors").hasSize(expected.path("count").asInt());
    for (int i = 0; i < vectors.size(); i++) {
      assertThat(vectors.get(i)).as("dimensions").hasSize(expected.path("dimensions").asInt());
      checkHead(vectors.get(i), expected.path("head").path(i));
    }
  }

  private static void checkHead(float[] vector, JsonNode head) {
    assertThat(head.size()).as("numbers that are known").isPositive();
    for (int i = 0; i < head.size(); i++) {
      assertThat(vector[i]).as("number " + i).isEqualTo(head.path(i).floatValue());
    }
  }
}
