package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong in one call, in our kinds and without secrets. */
final class Failures {
  private static final List<String> REQUEST_ID_HEADERS =
      List.of(
          "x-request-id",
          "request-id",
          "apim-request-id",
          "x-amzn-requestid",
          "x-generation-id",
          "x-ds-trace-id",
          "x-kong-request-id");

  private static final int MAX_EXCERPT = 200;

  /** The client's own words for a call after its threads were shut down. */
  private static final String EXECUTOR_REJECTED = "executor rejected";

  private final String address;
  private final Masked masked;
  private final RetryAfter retryAfter;

  Failures(String address, Masked masked, Clock clock) {
    this.address = address;
    this.masked = masked;
    this.retryAfter = new RetryAfter(clock);
  }

  /** Finds the provider's number of the exchange. */
  Optional<String> requestId(Function<String, @Nullable String> header) {
    return REQUEST_ID_HEADERS.stream()
        .map(header)
        .filter(id -> id != null && !id.isBlank())
        .findFirst()
        .map(masked::text);
  }

  /** An answer with another status than 2xx. */
  AgentException status(int status, Function<String, @Nullable String> header, WireError error) {
    if (status < 400) {
      return AgentException.builder(
              Kind.INVALID_REQUEST,
              address
                  + " redirects (status "
                  + status
                  + "), which is not followed; set baseUrl to where it leads")
          .statusCode(status)
          .build();
    }
    String amazonType = Objects.requireNonNullElse(header.apply("x-amzn-errortype"), "");
    return provider(status, status, header, error.andWord(amazonType.split(":", 2)[0]));
  }

  /** An error inside an answer of status 200; it stands for another one. */
  AgentException inside(Function<String, @Nullable String> header, WireError error) {
    OptionalInt meant = ErrorKinds.statusInside(error);
    return provider(meant.orElse(200), meant.orElse(500), header, error);
  }

  private AgentException provider(
      int shown, int meant, Function<String, @Nullable String> header, WireError error) {
    Kind kind = ErrorKinds.of(meant, error);
    AgentException.Builder failure =
        AgentException.builder(kind, address + " answered with an error (status " + shown + ")")
            .statusCode(shown)
            .retryable(isRetryable(kind, header));
    retryAfter.find(header, error.retryDelay()).ifPresent(failure::retryAfter);
    detail(header, error).ifPresent(failure::detail);
    return failure.build();
  }

  private static boolean isRetryable(Kind kind, Function<String, @Nullable String> header) {
    String wish = header.apply("x-should-retry");
    if ("true".equals(wish) || "false".equals(wish)) {
      return "true".equals(wish);
    }
    return AgentException.of(kind, "").isRetryable();
  }

  private Optional<String> detail(Function<String, @Nullable String> header, WireError error) {
    Stream<String> id =
        requestId(header)
            .or(() -> Optional.of(error.requestId()).filter(s -> !s.isEmpty()))
            .stream()
            .map(number -> "request " + number);
    String words =
        Stream.concat(Stream.of(error.message(), String.join(" ", error.words())), id)
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining("; "));
    return Optional.of(masked.text(words)).filter(text -> !text.isEmpty());
  }

  /** A reply that is not what the protocol allows. */
  AgentException malformed(String what, String body) {
    AgentException.Builder failure =
        AgentException.builder(Kind.MALFORMED_RESPONSE, address + ": " + what);
    if (!body.isBlank()) {
      failure.detail(masked.text(body, MAX_EXCERPT));
    }
    return failure.build();
  }

  /** Words of the provider, made fit to be shown. */
  String shown(String words) {
    return masked.text(words);
  }

  /** A failure that a protocol found, its detail made fit to be shown. */
  AgentException shown(AgentException failure) {
    return failure.detail().isEmpty()
        ? failure
        : failure.toBuilder().detail(masked.text(failure.detail().get())).build();
  }

  /** A call that the network, the clock or the caller ended. */
  AgentException io(IOException e, boolean isCanceled, boolean isReplying) {
    if (EXECUTOR_REJECTED.equals(e.getMessage())) {
      return of(Kind.REJECTED, "the agent is closed", e);
    }
    if (e instanceof TooLargeException) {
      return of(Kind.TOO_LARGE, "the reply is too large", e);
    }
    if (e instanceof InterruptedIOException) {
      return of(Kind.TIMEOUT, "no answer in time", e);
    }
    if (isCanceled) {
      return of(Kind.CANCELLED, "the call was cancelled", e);
    }
    if (e instanceof SSLException) {
      return of(Kind.CONNECTION, "no trusted connection (TLS)", e).toBuilder()
          .retryable(false)
          .build();
    }
    return isReplying
        ? of(Kind.TRUNCATED, "the reply broke off", e)
        : of(Kind.CONNECTION, "no connection", e);
  }

  private AgentException of(Kind kind, String what, IOException cause) {
    return AgentException.builder(kind, address + ": " + what).cause(withoutSecrets(cause)).build();
  }

  /** Servers can make an exception's message say what they like. */
  private IOException withoutSecrets(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    String shown = masked.text(message);
    return shown.equals(message) ? cause : new IOException(shown);
  }
}
