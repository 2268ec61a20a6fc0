package io.github.attentionmoa.providers.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.result.MoaException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of a model's failure what kind of lost call it is. */
final class Failures {
  /** The first class that fits counts. */
  private static final Map<Class<? extends Throwable>, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(AuthenticationException.class, Kind.AUTHENTICATION);
    KINDS.put(ContentFilteredException.class, Kind.CONTENT_FILTERED);
    KINDS.put(InvalidRequestException.class, Kind.INVALID_REQUEST);
    KINDS.put(ModelNotFoundException.class, Kind.NOT_FOUND);
    KINDS.put(RateLimitException.class, Kind.RATE_LIMITED);
    KINDS.put(TimeoutException.class, Kind.TIMEOUT);
    KINDS.put(UnresolvedModelServerException.class, Kind.CONNECTION);
    KINDS.put(UnsupportedFeatureException.class, Kind.INVALID_REQUEST);
    KINDS.put(LangChain4jException.class, Kind.UNAVAILABLE);
    KINDS.put(MoaException.class, Kind.UNAVAILABLE);
    KINDS.put(Throwable.class, Kind.AGENT_FAULT);
  }

  private Failures() {}

  /** Returns the failure; a model's message may hold anything, so it is the cause's alone. */
  static Throwable of(Throwable thrown, boolean isRetryable) {
    if (thrown instanceof AgentException || thrown instanceof Error) {
      return thrown;
    }
    AgentException failure =
        AgentException.builder(kind(thrown), "the model threw " + thrown.getClass().getName())
            .cause(thrown)
            .statusCode(statusCode(thrown))
            .build();
    return isRetryable ? failure : failure.toBuilder().retryable(false).build();
  }

  private static Kind kind(Throwable thrown) {
    return KINDS.entrySet().stream()
        .filter(entry -> entry.getKey().isInstance(thrown))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static int statusCode(@Nullable Throwable thrown) {
    if (thrown == null) {
      return 0;
    }
    return thrown instanceof HttpException http ? http.statusCode() : statusCode(thrown.getCause());
  }
}
