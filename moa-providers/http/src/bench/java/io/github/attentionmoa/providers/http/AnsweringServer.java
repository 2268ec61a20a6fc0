package io.github.attentionmoa.providers.http;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A process of its own that answers every request with 1 KB of text: plain HTTP/1.1, and HTTP/2
 * over TLS. Prints both addresses; ends with its standard input.
 */
public final class AnsweringServer {
  private AnsweringServer() {}

  /** Takes the file into which the trust store goes. */
  public static void main(String[] args) throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    writeTrustStore(certificate, Path.of(args[0]));
    MockWebServer plain = answering();
    plain.start();
    MockWebServer secure = answering();
    secure.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    secure.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    secure.start();
    System.out.println("http://127.0.0.1:" + plain.getPort() + "/v1");
    System.out.println("https://localhost:" + secure.getPort() + "/v1");
    System.in.read();
    System.exit(0);
  }

  private static MockWebServer answering() {
    byte[] body = CannedReplies.OPENAI.whole("x".repeat(1024));
    MockResponse answer =
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(new okio.Buffer().write(body))
            .build();
    MockWebServer server = new MockWebServer();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer;
          }
        });
    Thread forgetting = new Thread(() -> forget(server));
    forgetting.setDaemon(true);
    forgetting.start();
    return server;
  }

  /** Requests are kept until they are taken. */
  private static void forget(MockWebServer server) {
    try {
      while (true) {
        server.takeRequest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void writeTrustStore(HeldCertificate certificate, Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("server", certificate.certificate());
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, EndToEndMain.PASSWORD.toCharArray());
    }
  }
}
