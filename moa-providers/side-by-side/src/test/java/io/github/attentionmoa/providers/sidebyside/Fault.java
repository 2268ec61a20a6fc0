package io.github.attentionmoa.providers.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;

/** What a service can do to a call; wherever it says something, it says the caller's key. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum Fault {
  UNAUTHORIZED(
      key ->
          json(401, error("Incorrect API key provided: " + key, key))
              .setHeader("WWW-Authenticate", "Bearer " + key)),
  FORBIDDEN(key -> json(403, error(key, key))),
  NOT_FOUND(key -> json(404, error("no model " + key, "model_not_found"))),
  TOO_LONG(key -> json(400, error("maximum context length " + key, "context_length_exceeded"))),
  TOO_LARGE_REQUEST(key -> json(413, error(key, key))),
  BAD_REQUEST(
      key -> json(400, "{\"detail\":[{\"loc\":[\"" + key + "\"],\"msg\":\"" + key + "\"}]}")),
  UNPROCESSABLE(key -> json(422, error(key, key))),
  CONFLICT(key -> json(409, error(key, key))),
  RATE_LIMITED(key -> json(429, error(key, key)).setHeader("Retry-After", key)),
  QUOTA(key -> json(429, error(key, "insufficient_quota"))),
  SERVER_ERROR(key -> html(500, key)),
  BAD_GATEWAY(key -> html(502, key)),
  UNAVAILABLE(key -> json(503, error(key, key)).setHeader("Retry-After", "0")),
  OVERLOADED(key -> json(529, "[" + error(key, key) + "]")),
  CUT_STREAM(key -> events("{\"id\":\"" + key + "\"}")),
  ERROR_EVENT(key -> events(error("wrong key " + key, key))),
  CUT_BODY(
      key ->
          json(200, error(key, key))
              .setHeader("Content-Length", 9_999)
              .onResponseEnd(new SocketEffect.CloseSocket())),
  NO_JSON(key -> json(200, "{\"choices\": " + key)),
  LOGIN_PAGE(key -> html(200, key)),
  EMPTY_BODY(key -> json(200, "").setHeader("x-request-id", key)),
  NO_CONTENT(key -> json(204, "").setHeader("x-request-id", key)),
  NO_UTF8(
      key ->
          json(200, "")
              .body(new Buffer().writeUtf8("{\"a\":\"" + key).writeByte(0xC3).writeUtf8("(\"}"))),
  BOMB(key -> compressed(key.repeat(1024 * 1024))),
  HEADER_FLOOD(key -> json(200, "{}").addHeader("X-Flood", key.repeat(20_000))),
  STATUS_LINE(key -> json(200, "{}").status("HTTP/1.1 " + key)),
  CHUNK_SIZE(
      key ->
          json(200, "")
              .body(new Buffer().writeUtf8(key + "\r\n{}\r\n0\r\n\r\n"))
              .removeHeader("Content-Length")
              .setHeader("Transfer-Encoding", "chunked")),
  CONTENT_TYPE(key -> json(200, key).setHeader("Content-Type", key)),
  NO_CHOICES(key -> json(200, "{\"id\":\"" + key + "\",\"model\":\"" + key + "\"}")),
  REFUSED_BY_OPENAI(
      key ->
          json(
              200,
              "{\"choices\":[{\"message\":{\"refusal\":\""
                  + key
                  + "\"},\"finish_reason\":\""
                  + key
                  + "\"}]}")),
  REFUSED_BY_ANTHROPIC(
      key ->
          json(
              200,
              "{\"type\":\"message\",\"stop_reason\":\"refusal\",\"stop_details\":{\"explanation\":\""
                  + key
                  + "\"}}")),
  REFUSED_BY_GEMINI(
      key ->
          json(
              200,
              "{\"promptFeedback\":{\"blockReason\":\""
                  + key
                  + "\",\"blockReasonMessage\":\""
                  + key
                  + "\"}}")),
  FAILED_RESPONSE(
      key ->
          json(
              200,
              "{\"object\":\"response\",\"status\":\"failed\",\"error\":{\"code\":\""
                  + key
                  + "\",\"message\":\""
                  + key
                  + "\"}}")),
  DROPPED(key -> json(200, "{}").onResponseStart(new SocketEffect.CloseSocket())),
  SILENT(key -> json(200, "{}").onResponseStart(SocketEffect.Stall.INSTANCE)),
  DRIPPING(key -> events(key.repeat(1000)).throttleBody(1, 20, TimeUnit.MILLISECONDS));

  private final Function<String, MockResponse.Builder> reply;

  Fault(Function<String, MockResponse.Builder> reply) {
    this.reply = reply;
  }

  /** Returns the reply to a caller of that key. */
  MockResponse reply(String key) {
    return reply.apply(key).build();
  }

  private static String error(String message, String code) {
    return "{\"error\":{\"message\":\""
        + message
        + "\",\"code\":\""
        + code
        + "\",\"type\":\""
        + code
        + "\"},\"request_id\":\""
        + code
        + "\"}";
  }

  private static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body);
  }

  private static MockResponse.Builder html(int status, String key) {
    return json(status, "<html><title>" + key + "</title></html>")
        .setHeader("Content-Type", "text/html")
        .setHeader("x-request-id", key);
  }

  private static MockResponse.Builder events(String payload) {
    return json(200, "data: " + payload + "\n\n").setHeader("Content-Type", "text/event-stream");
  }

  private static MockResponse.Builder compressed(String body) {
    Buffer packed = new Buffer();
    try (var gzip = Okio.buffer(new GzipSink(packed))) {
      gzip.writeUtf8(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json(200, "").body(packed).setHeader("Content-Encoding", "gzip");
  }
}
