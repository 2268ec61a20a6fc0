package io.github.attentionmoa.providers.embeddings;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.providers.http.Golden;
import io.github.attentionmoa.providers.http.LoopbackServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EmbeddingModelTest {
  private static final String TWO = "{'data':[{'embedding':[1,2]},{'embedding':[3,4]}]}";

  @StartStop private final MockWebServer server = new MockWebServer();

  static Stream<Arguments> protocols() {
    return Stream.of(
        protocol("openai", EmbeddingModel::openAi, "/v1/embeddings", "Authorization"),
        protocol(
            "gemini", EmbeddingModel::gemini, "/v1/models/m:batchEmbedContents", "x-goog-api-key"),
        protocol("cohere", EmbeddingModel::cohere, "/v1/embed", "Authorization"),
        protocol("voyage", EmbeddingModel::voyage, "/v1/embeddings", "Authorization"),
        protocol("ollama", EmbeddingModel::ollama, "/v1/api/embed", "Authorization"));
  }

  private static Arguments protocol(
      String name, Function<String, EmbeddingModel.Builder> start, String path, String keyHeader) {
    return Arguments.of(name, start, path, keyHeader);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("protocols")
  void requestIsWhatTheServiceTakes(
      String name, Function<String, EmbeddingModel.Builder> start, String path, String keyHeader)
      throws Exception {
    server.enqueue(json(200, TWO));
    start.apply("m").baseUrl(url()).apiKey(CANARY).build().embed(List.of("One", "Two")).join();

    RecordedRequest request = server.takeRequest();

    assertThat(request.getTarget()).isEqualTo(path);
    assertThat(request.getHeaders().get(keyHeader)).endsWith(CANARY);
    Golden.check("embeddings/" + name, request.getBody().utf8());
  }

  @Test
  void extraFieldsAreSent() throws Exception {
    EmbeddingModel model =
        EmbeddingModel.openAi("m").baseUrl(url()).extraBody("{\"dimensions\": 2}").build();
    server.enqueue(json(200, TWO));
    model.embed(List.of("One", "Two")).join();

    assertThat(server.takeRequest().getBody().utf8()).endsWith(",\"dimensions\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TWO,
        "{'data':[{'index':1,'embedding':[3,4]},{'index':0,'embedding':[1,2]}]}",
        "{'data':[{'embedding':'AACAPwAAAEA='},{'embedding':'AABAQAAAgEA='}]}",
        "{'embeddings':[{'values':[1,2]},{'values':[3,4]}]}",
        "{'embeddings':{'float':[[1,2],[3,4]]}}",
        "{'embeddings':[[1,2],[3,4]]}",
      })
  void vectorsAreReadInEveryShape(String reply) {
    server.enqueue(json(200, reply));

    List<float[]> vectors = model().embed(List.of("One", "Two")).join();

    assertThat(vectors).containsExactly(new float[] {1, 2}, new float[] {3, 4});
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'embedding':[1,2]}", "{'embedding':{'values':[1,2]}}"})
  void oneVectorMayStandAlone(String reply) {
    server.enqueue(json(200, reply));

    assertThat(model().embed(List.of("One")).join()).containsExactly(new float[] {1, 2});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'data':[]}",
        "{'embeddings':[[1,2]]}",
        "{'embeddings':[[1,2],[3,4],[5,6]]}",
        "{'embeddings':[[1,2],[3]]}",
        "{'embeddings':[[],[]]}",
        "{'embeddings':[[1,2],[3,null]]}",
        "{'embeddings':[[1,2],[3,1e300]]}",
        "{'embeddings':[[1,2],null]}",
        "{'data':[{'embedding':'AAAA'},{'embedding':'AAAA'}]}",
        "{'data':[{'embedding':'?'},{'embedding':'?'}]}",
        "{'data':[{'embedding':'AADAfw=='},{'embedding':'AADAfw=='}]}",
        "no JSON",
      })
  void whatAreNoVectorsIsMalformed(String reply) {
    server.enqueue(json(200, reply));

    AgentException failure = failure(model().embed(List.of("One", "Two")));

    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_RESPONSE);
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTHENTICATION, false",
    "404, NOT_FOUND, false",
    "429, RATE_LIMITED, true",
    "500, UNAVAILABLE, true"
  })
  void statusGivesTheKind(int status, Kind kind, boolean isRetryable) {
    server.enqueue(json(status, "{'detail':'m " + CANARY + "'}"));

    AgentException failure = failure(model().embed(List.of("One")));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.detail()).hasValue("m ***");
  }

  @Test
  void moreTextsThanTheServiceTakesAreSentInSeveralRequests() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return json(200, vectorsOf(request.getBody().utf8()));
          }
        });
    EmbeddingModel model = EmbeddingModel.cohere("m").baseUrl(url()).build();

    List<float[]> vectors =
        model.embed(IntStream.range(0, 200).mapToObj(i -> "t" + i).toList()).join();

    assertThat(server.getRequestCount()).isEqualTo(3);
    assertThat(vectors).hasSize(200);
    assertThat(vectors.get(5)).containsExactly(5);
    assertThat(vectors.get(199)).containsExactly(199);
  }

  /** A vector of one number for each text, which is a letter and that number. */
  private static String vectorsOf(String request) {
    String numbers = request.replaceAll(".*\"texts\":\\[([^]]*)].*", "$1").replaceAll("[t\"]", "");
    return "{'embeddings':{'float':[[" + numbers.replace(",", "],[") + "]]}}";
  }

  @Test
  void failureOfOneRequestFailsAll() {
    server.enqueue(json(401, "{}"));
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    EmbeddingModel model = EmbeddingModel.cohere("m").baseUrl(url()).build();

    AgentException failure = failure(model.embed(Collections.nCopies(97, "One")));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
  }

  @Test
  void cancelClosesEverySocket() throws Exception {
    try (LoopbackServer raw = new LoopbackServer()) {
      raw.keepOpen();
      raw.keepOpen();
      EmbeddingModel model = EmbeddingModel.cohere("m").baseUrl(raw.url()).build();
      CompletableFuture<List<float[]>> call = model.embed(Collections.nCopies(97, "One"));
      raw.awaitOpen();
      raw.awaitOpen();

      call.cancel(true);

      raw.awaitClosed();
      raw.awaitClosed();
      assertThat(call).isCancelled();
    }
  }

  @Test
  void timeoutEndsAnExchange() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    EmbeddingModel model =
        EmbeddingModel.openAi("m").baseUrl(url()).timeout(Duration.ofMillis(50)).build();

    assertThat(failure(model.embed(List.of("One"))).kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void closedModelRejects() {
    EmbeddingModel model = model();
    model.close();

    assertThat(failure(model.embed(List.of("One"))).kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void keyIsShownNowhere() {
    assertThat(model().toString()).startsWith("EmbeddingModel(openai").doesNotContain(CANARY);
  }

  @Test
  void argumentsAreChecked() {
    assertThatThrownBy(() -> EmbeddingModel.cohere(" ")).hasMessageStartingWith("model: blank");
    assertThatThrownBy(() -> model().embed(List.of())).hasMessageStartingWith("texts: none");
    assertThatThrownBy(() -> EmbeddingModel.cohere("m").timeout(Duration.ZERO))
        .hasMessageStartingWith("timeout: PT0S");
    assertThatThrownBy(
            () ->
                EmbeddingModel.cohere("m")
                    .timeout(Duration.ofSeconds(1))
                    .timeout(Duration.ofSeconds(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  private String url() {
    return server.url("/v1").toString();
  }

  private EmbeddingModel model() {
    return EmbeddingModel.openAi("m").baseUrl(url()).apiKey(CANARY).build();
  }

  private static AgentException failure(CompletableFuture<List<float[]>> call) {
    Throwable thrown = catchThrowable(call::join);
    assertThat(thrown).isInstanceOf(CompletionException.class);
    assertThat(thrown.getCause()).isInstanceOf(AgentException.class);
    return (AgentException) thrown.getCause();
  }
}
