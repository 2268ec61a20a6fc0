package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.http.Fixtures.events;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static io.github.attentionmoa.providers.openai.Fixtures.LAST_CHUNK;
import static io.github.attentionmoa.providers.openai.Fixtures.agentOf;
import static io.github.attentionmoa.providers.openai.Fixtures.answering;
import static io.github.attentionmoa.providers.openai.Fixtures.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.providers.http.LoopbackServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OpenAiConnectionTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void closedPortIsAConnectionFailure() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    OpenAiAgent agent = OpenAiAgent.builder("m").baseUrl("http://127.0.0.1:" + port).build();

    AgentException failure = failure(agent.complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void failedHandshakeIsNotRetryable() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> answerInPlainText(plain));
      answers.setDaemon(true);
      answers.start();
      OpenAiAgent agent =
          OpenAiAgent.builder("m").baseUrl("https://127.0.0.1:" + plain.getLocalPort()).build();

      AgentException failure = failure(agent.complete(question()));

      assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
      assertThat(failure.isRetryable()).isFalse();
    }
  }

  static Stream<SocketEffect> effects() {
    return Stream.of(new SocketEffect.CloseSocket(), SocketEffect.ShutdownConnection.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("effects")
  void bodyThatBreaksOffIsTruncated(SocketEffect effect) {
    server.enqueue(answering("Because").newBuilder().onResponseBody(effect).build());

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isIn(Kind.TRUNCATED, Kind.CONNECTION);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void droppedConnectionIsNotTriedAgain() {
    server.enqueue(answering("One"));
    server.enqueue(
        answering("Two").newBuilder().onResponseStart(new SocketEffect.CloseSocket()).build());
    OpenAiAgent agent = agentOf(server);
    agent.complete(question()).join();

    AgentException failure = failure(agent.complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void slowHeadersEndInATimeout() {
    server.enqueue(
        answering("Because").newBuilder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(failure(agentOf(server).complete(hurried())).kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void drippingBodyEndsInATimeout() {
    server.enqueue(
        events(chunk("Because".repeat(1000)))
            .newBuilder()
            .throttleBody(1, 20, TimeUnit.MILLISECONDS)
            .build());

    AgentException failure = failure(agentOf(server).stream(hurried(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void cancelClosesTheSocketInTheMiddleOfAStream() throws Exception {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    OpenAiAgent agent =
        OpenAiAgent.builder("m").baseUrl("http://127.0.0.1:" + listening.getLocalPort()).build();
    CountDownLatch firstPiece = new CountDownLatch(1);
    CompletableFuture<Completion> call = agent.stream(question(), piece -> firstPiece.countDown());
    Socket socket = listening.accept();
    sendHeadAnd("data: " + chunk("Because").replace('\'', '"') + "\n\n", socket);
    firstPiece.await();

    call.cancel(true);

    assertThat(isReadToTheEnd(socket)).isTrue();
    assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
    socket.close();
    listening.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 300_000", "3_000, 100"})
  void floodOfHeadersLosesTheCallForGood(int count, int length) {
    MockResponse.Builder flood = answering("Because").newBuilder();
    for (int i = 0; i < count; i++) {
      flood.addHeader("X-Flood", "x".repeat(length));
    }
    server.enqueue(flood.build());

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void headersThatBreakOffMayBeTriedAgain() throws Exception {
    try (LoopbackServer raw = new LoopbackServer()) {
      raw.replyAndClose("HTTP/1.1 200 OK\r\nX-Half: ");
      OpenAiAgent agent = OpenAiAgent.builder("m").baseUrl(raw.url()).build();

      AgentException failure = failure(agent.complete(question()));

      assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  /** llama-server does so, though its reply keeps the connection alive. */
  @Test
  void callAfterAStreamOnAServerThatClosesThenGetsItsAnswer() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            MockResponse reply = events(chunk("Because"), LAST_CHUNK, "[DONE]");
            return request.getExchangeIndex() == 0
                ? reply
                : reply.newBuilder().onResponseStart(new SocketEffect.CloseSocket()).build();
          }
        });
    OpenAiAgent agent = agentOf(server);

    agent.stream(question(), piece -> {}).join();

    assertThat(agent.stream(question(), piece -> {}).join().text()).isEqualTo("Because");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void wholeRepliesShareAConnection() throws Exception {
    server.enqueue(answering("One"));
    server.enqueue(answering("Two"));
    OpenAiAgent agent = agentOf(server);

    agent.complete(question()).join();
    agent.complete(question()).join();

    assertThat(server.takeRequest().getExchangeIndex()).isZero();
    assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
  }

  @Test
  void twentyFiveCallsAreInFlightAtOnce() throws Exception {
    CyclicBarrier allArrived = new CyclicBarrier(25);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            try {
              allArrived.await();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            return answering("Because");
          }
        });
    OpenAiAgent agent = agentOf(server);

    List<CompletableFuture<Completion>> calls =
        IntStream.range(0, 25).mapToObj(i -> agent.complete(question())).toList();

    assertThat(calls).allSatisfy(call -> assertThat(call.join().text()).isEqualTo("Because"));
  }

  @Test
  void closedAgentRejectsCallsAndCancelsThoseInFlight() throws Exception {
    server.enqueue(
        answering("Because").newBuilder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    OpenAiAgent agent = agentOf(server);
    CompletableFuture<Completion> inFlight = agent.complete(question());
    server.takeRequest();

    agent.close();

    assertThat(failure(inFlight).kind()).isEqualTo(Kind.CANCELLED);
    assertThat(failure(agent.complete(question())).kind()).isEqualTo(Kind.REJECTED);
  }

  private static CompletionRequest hurried() {
    return question().toBuilder().timeout(Duration.ofMillis(200)).build();
  }

  private static void answerInPlainText(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sendHeadAnd(String body, Socket socket) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
  }

  /** Ends, by end of input or by a reset, only when the other side closes. */
  private static boolean isReadToTheEnd(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length > 0;
    } catch (IOException e) {
      return true;
    }
  }
}
