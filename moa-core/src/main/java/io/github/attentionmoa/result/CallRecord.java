package io.github.attentionmoa.result;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of one call: its place, its cost, its words. Immutable. */
public final class CallRecord {
  private final CallKey key;
  private final String agent;
  private final Outcome outcome;
  private final int attempts;
  private final boolean cached;
  private final Usage usage;
  private final Duration start;
  private final Duration took;
  private final List<Message> messages;
  private final @Nullable Completion completion;
  private final @Nullable AgentException failure;

  private CallRecord(Builder builder) {
    key = builder.key;
    agent = builder.agent;
    outcome = builder.outcome;
    attempts = builder.attempts;
    cached = builder.cached;
    usage = builder.usage;
    start = builder.start;
    took = builder.took;
    messages = builder.messages;
    completion = builder.completion;
    failure = builder.failure;
  }

  /** Names how a call ended. More may be added. */
  public enum Outcome {
    /** With an answer. */
    ANSWERED,
    /** With a failure, see {@link CallRecord#failure()}. */
    FAILED,
    /** Without an answer within its time. */
    TIMED_OUT,
    /** With a blank answer. */
    EMPTY,
    /** With a refusal of the model or a filter. */
    REFUSED,
    /** Not started: budget, deadline, or an earlier failure of the endpoint forbade it. */
    SKIPPED,
    /** Broken off, because the run ended before it. */
    CANCELLED
  }

  /** Returns a builder of a record: answered, in one attempt, nothing known. */
  public static Builder builder(CallKey key) {
    return new Builder(key);
  }

  /** Returns a builder with everything set as here. */
  public Builder toBuilder() {
    Builder builder = new Builder(key).agent(agent).attempts(attempts).cached(cached);
    builder.usage(usage).start(start).took(took).messages(messages);
    builder.outcome = outcome;
    builder.completion = completion;
    builder.failure = failure;
    return builder;
  }

  /** Returns the place of the call in the run. */
  public CallKey key() {
    return key;
  }

  /** Returns the label of the agent, or of the plug-in that failed. */
  public String agent() {
    return agent;
  }

  /** Returns how it ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Tells whether it gave no answer. */
  public boolean isLost() {
    return outcome != Outcome.ANSWERED;
  }

  /** Returns how many exchanges were made. */
  public int attempts() {
    return attempts;
  }

  /** Tells whether the answer came from the cache and cost nothing. */
  public boolean isCached() {
    return cached;
  }

  /** Returns the tokens of all attempts; estimated where unknown, and then not complete. */
  public Usage usage() {
    return usage;
  }

  /** Returns the time from the start of the run to the start of the call. */
  public Duration start() {
    return start;
  }

  /** Returns the time from the start of the call to its end, with its waits. */
  public Duration took() {
    return took;
  }

  /** Returns what the agent was sent, before its persona. */
  public List<Message> messages() {
    return messages;
  }

  /** Returns the answer; empty if the call was lost. */
  public Optional<Completion> completion() {
    return Optional.ofNullable(completion);
  }

  /** Returns why the call was lost; empty if it was answered. */
  public Optional<AgentException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns place, agent, outcome and attempts; the words stay out of logs. */
  @Override
  public String toString() {
    String why = failure == null ? "" : " " + failure.kind();
    return key + " " + agent + " " + outcome + why + " (attempts: " + attempts + ")";
  }

  /** Collects the parts of a record. */
  public static final class Builder {
    private final CallKey key;
    private String agent = "";
    private Outcome outcome = Outcome.ANSWERED;
    private int attempts = 1;
    private boolean cached;
    private Usage usage = Usage.unknown();
    private Duration start = Duration.ZERO;
    private Duration took = Duration.ZERO;
    private List<Message> messages = List.of();
    private @Nullable Completion completion;
    private @Nullable AgentException failure;

    private Builder(CallKey key) {
      this.key = requireNonNull(key, "key");
    }

    /** Sets the label of the agent; empty by default. */
    public Builder agent(String value) {
      agent = requireNonNull(value, "agent");
      return this;
    }

    /** Sets the number of exchanges; 1 by default. */
    public Builder attempts(int value) {
      attempts = value;
      return this;
    }

    /** Sets whether the answer came from the cache; not by default. */
    public Builder cached(boolean value) {
      cached = value;
      return this;
    }

    /** Sets the tokens of all attempts; unknown by default. */
    public Builder usage(Usage value) {
      usage = requireNonNull(value, "usage");
      return this;
    }

    /** Sets the time from the start of the run to the start of the call; zero by default. */
    public Builder start(Duration value) {
      start = requireNonNull(value, "start");
      return this;
    }

    /** Sets the time from the start of the call to its end; zero by default. */
    public Builder took(Duration value) {
      took = requireNonNull(value, "took");
      return this;
    }

    /** Sets what the agent was sent; nothing by default. */
    public Builder messages(List<Message> value) {
      messages = List.copyOf(value);
      return this;
    }

    /** Sets the answer. */
    public Builder answered(Completion value) {
      completion = requireNonNull(value, "completion");
      outcome = Outcome.ANSWERED;
      return this;
    }

    /** Sets how and why the call was lost. */
    public Builder lost(Outcome value, AgentException why) {
      outcome = requireNonNull(value, "outcome");
      failure = requireNonNull(why, "failure");
      return this;
    }

    /** Returns the record. */
    public CallRecord build() {
      return new CallRecord(this);
    }
  }
}
