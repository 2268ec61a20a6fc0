package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransportTest {
  private static final MockResponse ANSWER = new MockResponse.Builder().body("{\"a\":1}").build();

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
  private final MockWebServer server = new MockWebServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void addressThatRefusesLeadsToTheNextOne() throws IOException {
    server.enqueue(ANSWER);
    server.start(loopback(1), 0);
    List<InetAddress> addresses = List.of(loopback(2), loopback(1));

    Transport transport = transport(new OkHttpClient.Builder().dns(host -> addresses).build());

    assertThat(send(transport).join()).isEqualTo("{\"a\":1}");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void unknownHostIsAConnectionFailure() throws IOException {
    server.start();
    OkHttpClient lost =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build();

    AgentException failure = failure(send(transport(lost)));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void untrustedCertificateIsRefusedForGood() throws IOException {
    server.useHttps(serverCertificates().sslSocketFactory());
    server.start();
    server.enqueue(ANSWER);

    AgentException failure = failure(send(transport(new OkHttpClient())));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.isRetryable()).isFalse();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void refusedHttp2StreamMayBeTriedAgain() throws Exception {
    server.useHttps(serverCertificates().sslSocketFactory());
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    server.start();
    server.enqueue(ANSWER);
    server.enqueue(ANSWER.newBuilder().onResponseStart(new SocketEffect.CloseStream(7)).build());
    Transport transport = transport(trusting());

    assertThat(send(transport).join()).isEqualTo("{\"a\":1}");
    AgentException failure = failure(send(transport));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  private static InetAddress loopback(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private Transport transport(OkHttpClient base) {
    Service service = new Service(server.url("/").toString().replace("127.0.0.1", "localhost"));
    return Transport.open(new Connection(service), base, Clock.systemUTC());
  }

  private HandshakeCertificates serverCertificates() {
    return new HandshakeCertificates.Builder().heldCertificate(certificate).build();
  }

  private OkHttpClient trusting() {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    return new OkHttpClient.Builder()
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
        .build();
  }

  private static CompletableFuture<String> send(Transport transport) {
    WireCall call =
        new WireCall(
            "x", KeyHeader.BEARER, Map.of(), Json.object(), Framing.WHOLE, Optional.empty());
    return transport.send(call, new Echo());
  }

  private static AgentException failure(CompletableFuture<String> call) {
    Throwable thrown = catchThrowable(call::join);
    assertThat(thrown).hasCauseInstanceOf(AgentException.class);
    return (AgentException) thrown.getCause();
  }

  private static final class Service extends ServiceBuilder<Service> {
    Service(String url) {
      super("m", url);
    }
  }

  /** Gives the payload back. */
  private static final class Echo implements ReplyReader<String> {
    private String payload = "";

    @Override
    public void accept(String event, JsonNode json) {
      payload = json.toString();
    }

    @Override
    public String finish(ReplyEnd end) {
      return payload;
    }
  }
}
