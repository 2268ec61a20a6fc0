package io.github.attentionmoa;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Usage;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Says of anything thrown what kind of lost call it is. */
final class Failures {
  private Failures() {}

  /**
   * Returns the reason of a lost call; the thrown message is kept as cause, not repeated.
   *
   * @throws Error if that is what was thrown: it ends the run
   */
  static AgentException of(Throwable thrown, String who) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof AgentException failure) {
      return failure;
    }
    return AgentException.builder(kind(cause), who + " threw " + cause.getClass().getName())
        .cause(cause)
        .build();
  }

  private static Kind kind(Throwable cause) {
    if (cause instanceof CancellationException) {
      return Kind.CANCELLED;
    }
    if (cause instanceof RejectedExecutionException) {
      return Kind.REJECTED;
    }
    return cause instanceof TimeoutException ? Kind.TIMEOUT : Kind.AGENT_FAULT;
  }

  /** Returns what a failed or cancelled exchange says that it used; empty if it does not say. */
  static Optional<Usage> usage(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    return (cause instanceof CancellationException ? cause.getCause() : cause)
            instanceof AgentException failure
        ? Optional.of(failure.usage()).filter(usage -> !usage.equals(Usage.unknown()))
        : Optional.empty();
  }

  /** Returns what was thrown first, before futures wrapped it. */
  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
