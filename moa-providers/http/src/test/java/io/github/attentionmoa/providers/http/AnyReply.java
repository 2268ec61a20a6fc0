package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/** Replies of any bytes, read as if they had come over the wire. */
public final class AnyReply {
  private static final Request REQUEST = new Request.Builder().url("http://localhost/").build();
  private static final Call CALL = new OkHttpClient().newCall(REQUEST);
  private static final Failures FAILURES =
      new Failures("http://localhost", new Masked(List.of(Fixtures.CANARY)), Clock.systemUTC());

  private static final String ANSWER = "answer: ";

  /** With it, an end can be written in other letters. */
  private static final String ESCAPE = "\\u";

  private final Framing stream;
  private final Function<Consumer<String>, ReplyReader<Completion>> protocol;
  private final List<String> ends;

  private AnyReply(
      Framing stream,
      Function<Consumer<String>, ReplyReader<Completion>> protocol,
      List<String> ends) {
    this.stream = stream;
    this.protocol = protocol;
    this.ends = ends;
  }

  /** Replies in a protocol; a stream that has none of the ends is no answer. */
  public static AnyReply of(
      Framing stream,
      Function<Consumer<String>, ReplyReader<Completion>> protocol,
      String... ends) {
    return new AnyReply(stream, protocol, List.of(ends));
  }

  /** Checks what bytes come to as a whole body, as a stream, and as a stream in pieces. */
  public void check(byte[] body) {
    outcome(Framing.WHOLE, new ByteArrayInputStream(body));
    String outcome = outcome(stream, new ByteArrayInputStream(body));

    Random cuts = new Random(Arrays.hashCode(body));
    assertThat(outcome(stream, new InPieces(body, cuts))).isEqualTo(outcome);

    String text = new String(body, StandardCharsets.UTF_8);
    boolean hasEnd = text.contains("[DONE]") || ends.stream().anyMatch(text::contains);
    if (!hasEnd && !text.contains(ESCAPE)) {
      assertThat(outcome).doesNotStartWith(ANSWER);
    }
  }

  /** The answer or the kind of failure. */
  private String outcome(Framing framing, InputStream body) {
    StringBuilder told = new StringBuilder();
    CompletableFuture<Completion> result = new CompletableFuture<>();
    receive(result, protocol.apply(told::append), framing, body);
    assertThat(result).isDone();
    try {
      String text = result.join().text();
      assertThat(text).isNotBlank().isEqualTo(told.toString());
      return ANSWER + text;
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(AgentException.class);
      Kind kind = ((AgentException) e.getCause()).kind();
      assertThat(kind).isNotEqualTo(Kind.AGENT_FAULT);
      return kind.name();
    }
  }

  /** Takes a body of status 200 through an exchange, which ends the result. */
  static <T> void receive(
      CompletableFuture<T> result, ReplyReader<T> reader, Framing framing, InputStream body) {
    Response response =
        new Response.Builder()
            .request(REQUEST)
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("")
            .body(ResponseBody.create(Okio.buffer(Okio.source(body)), null, -1))
            .build();
    new Exchange<>(result, reader, framing, FAILURES).onResponse(CALL, response);
  }
}
