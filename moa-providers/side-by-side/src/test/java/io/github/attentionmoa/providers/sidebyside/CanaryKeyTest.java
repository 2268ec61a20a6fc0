package io.github.attentionmoa.providers.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.providers.micrometer.ObservationListener;
import io.github.attentionmoa.providers.record.FileCache;
import io.github.attentionmoa.providers.sidebyside.KeyedAgents.KeyPlace;
import io.github.attentionmoa.result.MoaException;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A key, wherever it is set and whatever happens to its calls, is seen by its service alone. */
@Timeout(60)
class CanaryKeyTest {
  private static final String KEY = "sk-canary-0123456789";
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @StartStop private final MockWebServer server = new MockWebServer();
  @TempDir private Path folder;

  private final Evidence evidence = new Evidence();

  @AfterEach
  void stop() {
    evidence.close();
  }

  /** Every protocol meets every fault, and every fault every place of a key. */
  static List<Arguments> faults() {
    List<KeyPlace> places = new ArrayList<>(List.of(KeyPlace.values()));
    List<Arguments> faults = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (KeyedAgents protocol : KeyedAgents.values()) {
        faults.add(Arguments.of(fault, protocol, places.get(0)));
        Collections.rotate(places, 1);
      }
      Collections.rotate(places, 1);
    }
    return faults;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void keyIsSeenByItsServiceAlone(Fault fault, KeyedAgents protocol, KeyPlace place)
      throws Exception {
    always(fault.reply(KEY));

    try (Agent agent = protocol.at(url(), place, KEY)) {
      ask(agent);
      if (fault.compareTo(Fault.SILENT) < 0) {
        run(agent);
      }
    }

    assertThat(server.takeRequest().getHeaders().toMultimap().toString()).contains(KEY);
    assertThat(evidence.all()).contains("AgentException").doesNotContain(KEY);
  }

  @ParameterizedTest
  @EnumSource
  void redirectDoesNotTakeTheKeyToAnotherHost(KeyedAgents protocol) throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      always(
          new MockResponse.Builder()
              .code(307)
              .addHeader("Location", other.url("/?key=" + KEY))
              .build());

      for (KeyPlace place : KeyPlace.values()) {
        run(protocol.at(url(), place, KEY));
      }

      assertThat(other.getRequestCount()).isZero();
      assertThat(evidence.all()).contains("redirects").doesNotContain(KEY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keyStaysUnseenWhereThereIsNoService(KeyedAgents protocol) throws Exception {
    HeldCertificate unknown =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    try (MockWebServer untrusted = new MockWebServer()) {
      untrusted.useHttps(
          new HandshakeCertificates.Builder().heldCertificate(unknown).build().sslSocketFactory());
      untrusted.start();
      for (KeyPlace place : KeyPlace.values()) {
        ask(protocol.at("http://127.0.0.1:" + closedPort(), place, KEY));
        ask(protocol.at("https://nowhere.invalid/v1", place, KEY));
        ask(protocol.at("https://localhost:" + untrusted.getPort(), place, KEY));
      }
      run(protocol.at("https://localhost:" + untrusted.getPort(), KeyPlace.KEY, KEY));
    }

    assertThat(evidence.all())
        .contains("UnknownHostException")
        .contains("ConnectException")
        .contains("SSL")
        .doesNotContain(KEY);
  }

  @ParameterizedTest
  @EnumSource
  void keyStaysUnseenWhenTheCallerGivesUp(KeyedAgents protocol) throws Exception {
    always(Fault.SILENT.reply(KEY));
    for (KeyPlace place : KeyPlace.values()) {
      Agent agent = protocol.at(url(), place, KEY);
      CompletionStage<Completion> open = agent.complete(request());
      CompletionStage<Completion> cancelled = agent.complete(request());
      cancelled.toCompletableFuture().cancel(true);
      agent.close();
      evidence.outcome(open);
      evidence.outcome(cancelled);
      ask(agent);
    }

    assertThat(evidence.all())
        .contains("the call was cancelled")
        .contains("CancellationException")
        .contains("the agent is closed")
        .doesNotContain(KEY);
  }

  @Test
  void keyStaysUnseenWhenTheAskingThreadIsInterrupted() throws Exception {
    always(Fault.SILENT.reply(KEY));
    AttentionMoA moa =
        AttentionMoA.builder().layer(KeyedAgents.OPENAI.at(url(), KeyPlace.KEY, KEY)).build();
    Thread asking =
        new Thread(
            () -> {
              try {
                moa.ask("Why is the sky blue?");
              } catch (MoaException e) {
                evidence.failure(e);
              }
            });
    asking.start();
    server.takeRequest();

    asking.interrupt();
    asking.join();

    assertThat(evidence.all()).contains("MoaException").doesNotContain(KEY);
  }

  @Test
  void keyInTheSmallPrintOfAnAnswerIsMasked() throws Exception {
    always(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(
                """
                {"id": "KEY", "model": "KEY", "choices": [
                  {"message": {"content": "Because."}, "finish_reason": "KEY"}]}\
                """
                    .replace("KEY", KEY))
            .build());
    Agent agent = KeyedAgents.OPENAI.at(url(), KeyPlace.KEY, KEY);

    ask(agent);
    run(agent);

    assertThat(evidence.all()).contains("***").doesNotContain(KEY);
  }

  @Test
  void keyThatIsShownWouldBeFound() {
    evidence.thrown(new IllegalStateException("no", new IOException("wrong key " + KEY)));

    assertThat(evidence.all()).contains(KEY);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
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

  private String url() {
    return server.url("/v1").toString();
  }

  private void ask(Agent agent) {
    evidence.line(request());
    evidence.outcome(agent.complete(request()));
    evidence.outcome(agent.stream(request(), evidence::line));
  }

  private static CompletionRequest request() {
    return CompletionRequest.builder(Conversation.of("Why is the sky blue?"))
        .timeout(TIMEOUT)
        .build();
  }

  /** Runs an ensemble of the agent alone, and one in which another answers. */
  private void run(Agent agent) throws IOException {
    Agent other = Agent.of("other", request -> "Because.");
    Path cache = folder.resolve("cache.jsonl");
    AttentionMoA moa = watched().layer(agent, other).cache(FileCache.open(cache)).build();
    for (Object shown : List.of(agent, agent.name(), agent.identity(), agent.endpoint(), moa)) {
      evidence.line(shown);
    }
    evidence.line(moa.identity());
    evidence.result(moa.ask("Why is the sky blue?"));
    try {
      evidence.result(watched().layer(agent).build().ask("Why is the sky blue?"));
    } catch (MoaException e) {
      evidence.failure(e);
    }
    evidence.block(Files.readString(cache));
  }

  private AttentionMoA.Builder watched() {
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(evidence);
    return AttentionMoA.builder()
        .callTimeout(TIMEOUT)
        .retry(RetryPolicy.none())
        .listener(ObservationListener.builder(observations).content(true).build());
  }
}
