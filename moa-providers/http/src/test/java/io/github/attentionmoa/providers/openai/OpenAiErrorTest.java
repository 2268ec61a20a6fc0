package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static io.github.attentionmoa.providers.openai.Fixtures.agentOf;
import static io.github.attentionmoa.providers.openai.Fixtures.wholeReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiErrorTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST, false",
    "401, AUTHENTICATION, false",
    "402, QUOTA, false",
    "403, AUTHENTICATION, false",
    "404, NOT_FOUND, false",
    "408, TIMEOUT, true",
    "409, UNAVAILABLE, true",
    "413, CONTEXT_LENGTH, false",
    "422, INVALID_REQUEST, false",
    "429, RATE_LIMITED, true",
    "498, OVERLOADED, true",
    "500, UNAVAILABLE, true",
    "502, UNAVAILABLE, true",
    "503, OVERLOADED, true",
    "504, UNAVAILABLE, true",
    "529, OVERLOADED, true"
  })
  void statusGivesKindAndOneExchangeOnly(int status, Kind kind, boolean isRetryable) {
    server.enqueue(json(status, "{\"error\":{\"message\":\"no\"}}"));

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.detail()).hasValue("no");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | {'error':{'message':'m','code':'insufficient_quota'}} | QUOTA",
        "400 | {'error':{'message':'m','code':'context_length_exceeded'}} | CONTEXT_LENGTH",
        "400 | {'error':{'message':'m','type':'exceed_context_size_error'}} | CONTEXT_LENGTH",
        "400 | {'error':{'message':'This model has a maximum context length of 8'}} | CONTEXT_LENGTH",
        "400 | {'error':{'message':'m','code':'content_filter'}} | CONTENT_FILTERED",
        "400 | {'error':{'message':'m','innererror':{'code':'ResponsibleAIPolicyViolation'}}} | CONTENT_FILTERED",
        "400 | {'code':'invalid-argument','error':'m'} | INVALID_REQUEST",
        "401 | {'detail':'m'} | AUTHENTICATION",
        "422 | {'detail':[{'loc':['body'],'msg':'m'}]} | INVALID_REQUEST",
        "400 | {'object':'error','message':'m'} | INVALID_REQUEST",
        "500 | [{'error':{'message':'m'}}] | UNAVAILABLE",
        "500 | m | UNAVAILABLE",
      })
  void bodyOfAnyShapeIsUnderstood(int status, String body, Kind kind) {
    server.enqueue(json(status, body));

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.detail().orElse("")).contains("m");
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 2, 2000",
    "retry-after, 1.5, 1500",
    "Retry-After, 120, 120000",
    "retry-after-ms, 250, 250",
    "retry-after-ms, 12.5, 12"
  })
  void waitIsReadFromItsHeader(String header, String value, long millis) {
    server.enqueue(json(429, "{}").newBuilder().addHeader(header, value).build());

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.retryAfter().map(Duration::toMillis)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "NaN", "Infinity", "1e30", "soon", "", "Wed, 21 Oct 2015 07:28:00 GMT"})
  void uselessWaitCountsAsNone(String value) {
    server.enqueue(json(503, "{}").newBuilder().addHeader("Retry-After", value).build());

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.retryAfter()).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void serversWordOnRetryingBeatsTheTable() {
    server.enqueue(json(500, "{}").newBuilder().addHeader("x-should-retry", "false").build());
    server.enqueue(json(400, "{}").newBuilder().addHeader("x-should-retry", "true").build());

    assertThat(failure(agentOf(server).complete(question())).isRetryable()).isFalse();
    assertThat(failure(agentOf(server).complete(question())).isRetryable()).isTrue();
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      server.enqueue(
          new MockResponse.Builder().code(307).addHeader("Location", other.url("/")).build());

      AgentException failure = failure(agentOf(server).complete(question()));

      assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
      assertThat(failure.getMessage()).contains("redirects");
      assertThat(other.getRequestCount()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Please log in</html>", "{\"choices\":", "[1] 2", "\u0000"})
  void replyThatIsNoJsonIsMalformed(String body) {
    server.enqueue(json(200, body));

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_RESPONSE);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void invalidUtf8IsMalformed() {
    Buffer body =
        new Buffer().writeUtf8("{\"a\":\"").writeByte(0xC3).writeByte(0x28).writeUtf8("\"}");
    server.enqueue(new MockResponse.Builder().body(body).build());

    assertThat(failure(agentOf(server).complete(question())).kind())
        .isEqualTo(Kind.MALFORMED_RESPONSE);
  }

  @Test
  void halfACharacterIsMalformed() {
    server.enqueue(json(200, wholeReply("a\\ud83d")));

    assertThat(failure(agentOf(server).complete(question())).kind())
        .isEqualTo(Kind.MALFORMED_RESPONSE);
  }

  @Test
  void compressedBombIsTooLarge() throws Exception {
    Buffer body = new Buffer();
    try (var gzip = Okio.buffer(new GzipSink(body))) {
      byte[] blanks = new byte[1024 * 1024];
      for (int i = 0; i < 64; i++) {
        gzip.write(blanks);
      }
    }
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(body).build());

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(failure.isRetryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'error':{'message':'upstream','code':502}} | UNAVAILABLE | 502",
        "{'error':{'message':'slow down','code':429},'choices':null} | RATE_LIMITED | 429",
        "{'choices':[{'error':{'message':'upstream','code':503},'finish_reason':'error'}]} | OVERLOADED | 503",
      })
  void errorInsideAnAnswerIsAFailure(String body, Kind kind, int status) {
    server.enqueue(json(200, body));

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.isRetryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'choices':[]} | EMPTY | true",
        "{} | EMPTY | true",
        "{'choices':[{'message':{'content':null},'finish_reason':'stop'}]} | EMPTY | true",
        "{'choices':[{'message':{'content':''},'finish_reason':'length'}]} | EMPTY | false",
        "{'choices':[{'message':{'content':null,'refusal':'I will not'}}]} | REFUSED | false",
        "{'choices':[{'message':{'content':'a'},'finish_reason':'content_filter'}]} | CONTENT_FILTERED | false",
        "{'choices':[{'message':{'content':'a'},'finish_reason':'error'}]} | UNAVAILABLE | true",
      })
  void whatIsNoAnswerIsAFailure(String body, Kind kind, boolean isRetryable) {
    server.enqueue(json(200, body));

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
  }

  @Test
  void providersWordsAreShortenedAndEscaped() {
    server.enqueue(json(400, "{\"error\":\"a\\nb\\u202e" + "x".repeat(5000) + "\"}"));

    String detail = failure(agentOf(server).complete(question())).detail().orElseThrow();

    assertThat(detail).startsWith("a\\u000ab\\u202exxx").hasSize(1024).endsWith("...");
  }
}
