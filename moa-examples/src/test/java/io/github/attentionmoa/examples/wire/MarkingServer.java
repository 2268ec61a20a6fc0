package io.github.attentionmoa.examples.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A chat completions server on loopback that answers each call with a word of its own.
 *
 * <p>It remembers which of its words came back in later calls, so that a test can say who saw what.
 */
final class MarkingServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern WORD = Pattern.compile("word\\d+end");
  private static final Pattern VERDICT = Pattern.compile("BETTER \\w{8}: 2");

  private final MockWebServer server = new MockWebServer();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Set<String>> seenBy = new ConcurrentHashMap<>();
  private final LongSupplier delayNanos;

  /** Starts a server whose answers come after the delays that the supplier draws. */
  MarkingServer(LongSupplier delayNanos) {
    this.delayNanos = delayNanos;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.setServerSocketFactory(new WithoutDelay());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    String said = said(request);
    String word = "word" + count.incrementAndGet() + "end";
    seenBy.put(word, words(said));
    long nanos = delayNanos.getAsLong();
    Matcher verdict = VERDICT.matcher(said);
    String text = word + " after " + nanos + " ns";
    String answer = verdict.find() ? verdict.group() + "\n" + text : text;
    return new MockResponse.Builder()
        .headersDelay(nanos, TimeUnit.NANOSECONDS)
        .setHeader("Content-Type", "application/json")
        .body(
            JSON.createObjectNode()
                .set(
                    "choices",
                    JSON.createArrayNode()
                        .add(
                            JSON.createObjectNode()
                                .put("finish_reason", "stop")
                                .set(
                                    "message",
                                    JSON.createObjectNode()
                                        .put("role", "assistant")
                                        .put("content", answer))))
                .toString())
        .build();
  }

  private static String said(RecordedRequest request) {
    try {
      JsonNode body = JSON.readTree(request.getBody().toByteArray());
      List<String> texts = new ArrayList<>();
      body.path("messages").forEach(message -> texts.add(message.path("content").asText()));
      return String.join("\n", texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words of this server that a text holds. */
  static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  /** Returns the words that the call which was answered with this word had in its messages. */
  Set<String> seenBy(String word) {
    return seenBy.get(word);
  }

  int requests() {
    return server.getRequestCount();
  }

  String baseUrl() {
    return server.url("/v1").toString();
  }

  Agent agent(String name) {
    return OpenAiAgent.builder("model").name(name).baseUrl(baseUrl()).build();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Sends a reply's body at once: held back behind its headers it would be 40 ms late. */
  private static final class WithoutDelay extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return bound(port, 50, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return bound(port, backlog, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      return bound(port, backlog, address);
    }

    private ServerSocket bound(int port, int backlog, @Nullable InetAddress address)
        throws IOException {
      ServerSocket socket = createServerSocket();
      socket.bind(new InetSocketAddress(address, port), backlog);
      return socket;
    }
  }
}
