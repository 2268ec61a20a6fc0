package io.github.attentionmoa.providers.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.providers.embeddings.EmbeddingModel;
import io.github.attentionmoa.providers.embeddings.EmbeddingScorer;
import io.github.attentionmoa.providers.sidebyside.KeyedAgents.KeyPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key of an embedding model is seen by its service alone, as that of an agent is. */
@Timeout(60)
class CanaryKeyOfEmbeddingsTest {
  private static final String KEY = "sk-canary-0123456789";
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @StartStop private final MockWebServer server = new MockWebServer();
  private final Evidence evidence = new Evidence();

  @AfterEach
  void stop() {
    evidence.close();
  }

  enum Service {
    OPENAI,
    GEMINI,
    COHERE,
    VOYAGE,
    OLLAMA;

    EmbeddingModel at(String url, KeyPlace place) {
      EmbeddingModel.Builder builder =
          switch (this) {
            case OPENAI -> EmbeddingModel.openAi("m");
            case GEMINI -> EmbeddingModel.gemini("m");
            case COHERE -> EmbeddingModel.cohere("m");
            case VOYAGE -> EmbeddingModel.voyage("m");
            case OLLAMA -> EmbeddingModel.ollama("m");
          };
      return place.set(builder.baseUrl(url).timeout(TIMEOUT), KEY).build();
    }
  }

  /** Every service meets every fault, with its key in this place or that. */
  static List<Arguments> faults() {
    List<KeyPlace> places = new ArrayList<>(List.of(KeyPlace.values()));
    List<Arguments> faults = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (Service service : Service.values()) {
        faults.add(Arguments.of(fault, service, places.get(0)));
        Collections.rotate(places, 1);
      }
    }
    return faults;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void keyIsSeenByItsServiceAlone(Fault fault, Service service, KeyPlace place) throws Exception {
    always(fault.reply(KEY));

    try (EmbeddingModel model = service.at(server.url("/v1").toString(), place)) {
      evidence.line(model);
      model.embed(List.of("blue", "red")).exceptionally(this::thrown).join();
      score(model);
    }

    assertThat(server.takeRequest().getHeaders().toMultimap().toString()).contains(KEY);
    assertThat(evidence.all()).contains("AgentException").doesNotContain(KEY);
  }

  private List<float[]> thrown(Throwable failure) {
    evidence.thrown(failure);
    return List.of();
  }

  private void score(EmbeddingModel model) {
    Agent agent = Agent.of("agent", request -> "Because.");
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(agent, agent)
            .attention(EmbeddingScorer.centrality(model))
            .callTimeout(TIMEOUT)
            .retry(RetryPolicy.none())
            .build();
    evidence.line(moa);
    evidence.result(moa.ask("Why is the sky blue?"));
  }

  private void always(MockResponse reply) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return reply;
          }
        });
  }
}
