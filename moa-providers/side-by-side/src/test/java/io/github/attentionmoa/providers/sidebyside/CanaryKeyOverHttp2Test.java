package io.github.attentionmoa.providers.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.providers.sidebyside.KeyedAgents.KeyPlace;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key stays unseen where TLS and HTTP/2 carry it and the stream or connection breaks. */
@Timeout(60)
class CanaryKeyOverHttp2Test {
  private static final String KEY = "sk-canary-0123456789";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  /** Error codes of RFC 9113. */
  private static final int INTERNAL_ERROR = 2;

  private static final int REFUSED_STREAM = 7;
  private static final int ENHANCE_YOUR_CALM = 11;

  private static final MockResponse ECHO =
      new MockResponse.Builder()
          .addHeader("Content-Type", "application/json")
          .addHeader("x-request-id", KEY)
          .body("{\"error\":{\"message\":\"" + KEY.repeat(1000) + "\"}}")
          .build();

  @TempDir private Path folder;
  private final MockWebServer server = new MockWebServer();
  private final Evidence evidence = new Evidence();

  /** The agents trust what the platform trusts: for once the certificate of the test. */
  @BeforeEach
  void start() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    KeyStore trusted = KeyStore.getInstance("JKS");
    trusted.load(null, null);
    trusted.setCertificateEntry("test", certificate.certificate());
    Path file = folder.resolve("trusted");
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, new char[0]);
    }
    System.setProperty(TRUST_STORE, file.toString());
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.start();
  }

  @AfterEach
  void stop() {
    System.clearProperty(TRUST_STORE);
    server.close();
    evidence.close();
  }

  @ParameterizedTest
  @EnumSource
  void keyStaysUnseenWhereStreamsAndConnectionsBreak(KeyedAgents protocol) throws Exception {
    List<KeyPlace> places = new ArrayList<>(List.of(KeyPlace.values()));
    for (MockResponse reply : replies()) {
      always(reply);
      try (Agent agent = protocol.at(server.url("/v1").toString(), places.get(0), KEY)) {
        ask(agent);
      }
      Collections.rotate(places, 1);
    }

    RecordedRequest first = server.takeRequest();
    assertThat(first.getVersion()).isEqualTo("HTTP/2");
    assertThat(first.getHeaders().toMultimap().toString()).contains(KEY);
    assertThat(evidence.all())
        .contains("StreamResetException: stream was reset: REFUSED_STREAM")
        .contains("stream was reset: INTERNAL_ERROR")
        .contains("stream was reset: ENHANCE_YOUR_CALM")
        .doesNotContain(KEY);
  }

  private static List<MockResponse> replies() {
    return List.of(
        ECHO.newBuilder().onResponseStart(new SocketEffect.CloseStream(REFUSED_STREAM)).build(),
        ECHO.newBuilder().onResponseStart(new SocketEffect.CloseStream(ENHANCE_YOUR_CALM)).build(),
        ECHO.newBuilder().onResponseBody(new SocketEffect.CloseStream(INTERNAL_ERROR)).build(),
        ECHO.newBuilder().onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build(),
        ECHO.newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build(),
        ECHO);
  }

  private void always(MockResponse reply) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return reply;
          }

          @Override
          public MockResponse peek() {
            return reply;
          }
        });
  }

  private void ask(Agent agent) {
    CompletionRequest request =
        CompletionRequest.builder(Conversation.of("Why is the sky blue?"))
            .timeout(Duration.ofSeconds(2))
            .build();
    evidence.outcome(agent.complete(request));
    evidence.outcome(agent.stream(request, evidence::line));
  }
}
