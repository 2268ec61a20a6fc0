package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Sends calls over HTTP, each exactly once.
 *
 * <p>Nothing is repeated, redirected or answered from a cache; the engine owns retries and limits.
 * Cancelling a returned future closes its socket. Safe for many threads.
 */
public final class Transport implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** For requests without a time-out, as vendors' own clients have it. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  // Less than the 5 s after which common servers (uvicorn, Node) close an idle connection: a
  // request on a connection that was just closed is lost, since nothing is sent twice.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

  private static final int MAX_IDLE_CONNECTIONS = 256;

  private final Connection connection;
  private final OkHttpClient client;
  private final Clock clock;

  private Transport(Connection connection, OkHttpClient client, Clock clock) {
    this.connection = connection;
    this.client = client;
    this.clock = clock;
  }

  /** Opens a transport with threads and sockets of its own. */
  public static Transport open(Connection connection) {
    return open(connection, new OkHttpClient(), Clock.systemUTC());
  }

  /** Takes name resolution and trust from the given client, for tests. */
  static Transport open(Connection connection, OkHttpClient base, Clock clock) {
    Dispatcher dispatcher = new Dispatcher(CallThreads.create());
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    OkHttpClient client =
        base.newBuilder()
            .dispatcher(dispatcher)
            .connectionPool(
                new ConnectionPool(
                    MAX_IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .addNetworkInterceptor(new HeldBackRetryAfter())
            .addNetworkInterceptor(new EndlessHeaders())
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(DEFAULT_TIMEOUT)
            .build();
    return new Transport(connection, client, clock);
  }

  /** Starts one exchange; the future ends with the reader's result or an {@link AgentException}. */
  public <T> CompletableFuture<T> send(WireCall wireCall, ReplyReader<T> reader) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      Optional<String> key = connection.key().current();
      Call call = client.newCall(request(wireCall, key));
      wireCall
          .timeout()
          .ifPresent(limit -> call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS));
      result.whenComplete((value, failure) -> cancelOnFailure(call, failure));
      call.enqueue(new Exchange<>(result, reader, wireCall.framing(), failures(key)));
    } catch (AgentException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private static void cancelOnFailure(Call call, Throwable failure) {
    if (failure != null) {
      call.cancel();
    }
  }

  private Failures failures(Optional<String> key) {
    List<String> secrets = new ArrayList<>(connection.secrets());
    key.ifPresent(secrets::add);
    return new Failures(connection.address(), new Masked(secrets), clock);
  }

  private Request request(WireCall call, Optional<String> key) {
    Request.Builder request =
        new Request.Builder()
            .url(connection.url(call.path()))
            .header("Accept", call.framing().mediaType())
            .header("User-Agent", "attention-moa-java")
            .post(RequestBody.create(body(call), JSON));
    if (call.framing() != Framing.WHOLE && !connection.isSecure()) {
      request.header("Connection", "close"); // llama-server closes after a stream, but says not so
    }
    key.ifPresent(value -> addKey(request, connection.key().header(call.keyHeader()), value));
    call.headers().forEach(request::header);
    connection.headers().forEach(request::header);
    return request.build();
  }

  private static void addKey(Request.Builder request, KeyHeader header, String key) {
    request.header(header.header(), header.value(key));
  }

  private byte[] body(WireCall call) {
    ObjectNode body = call.body();
    connection.addExtraBody(body);
    try {
      return Json.write(body);
    } catch (JsonProcessingException e) {
      throw AgentException.of(
          Kind.INVALID_REQUEST, "a text has half a character (an unpaired surrogate)");
    }
  }

  /** Cancels what is in flight, closes the sockets and refuses further calls. */
  @Override
  public void close() {
    ExecutorService threads = client.dispatcher().executorService();
    threads.shutdown();
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }
}
