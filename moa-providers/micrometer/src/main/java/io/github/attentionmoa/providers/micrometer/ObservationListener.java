package io.github.attentionmoa.providers.micrometer;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.observe.RunListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.UnaryOperator;

/**
 * Makes an observation of every run, of each layer in it and of each call in that.
 *
 * <p>Names and attributes are those of OpenTelemetry's GenAI conventions, as of 1.41 and still in
 * development, and {@code attention_moa.*} where these have none. Runs are {@code
 * attention_moa.run} and hang under what is observed where they are asked; layers are {@code
 * attention_moa.layer}, calls {@code gen_ai.client.operation} with a {@link CallContext}. A call is
 * one observation whatever its attempts. Prompts and answers are left out unless {@link
 * Builder#content} says otherwise. Safe for many threads and runs at the same time.
 *
 * <p>Give it to the builder of an ensemble: it tells runs apart by {@link RunListener#forRun}.
 */
public final class ObservationListener implements RunListener {
  private final Builder builder;

  private ObservationListener(Builder builder) {
    this.builder = builder.copy();
  }

  /** Returns a listener that leaves out content. */
  public static ObservationListener of(ObservationRegistry registry) {
    return builder(registry).build();
  }

  /** Starts a listener. */
  public static Builder builder(ObservationRegistry registry) {
    return new Builder(registry);
  }

  /** Starts another listener with everything set as here. */
  public Builder toBuilder() {
    return builder.copy();
  }

  /**
   * Returns what carries the current observation of the thread that asks to those of the calls.
   *
   * <p>For the builder's {@code taskDecorator}. So what the agents observe, such as the requests of
   * an HTTP client, hangs under the caller's observation.
   */
  public static UnaryOperator<Runnable> taskDecorator(ObservationRegistry registry) {
    requireNonNull(registry, "registry");
    return task -> {
      Observation asking = registry.getCurrentObservation();
      return asking == null ? task : () -> asking.scoped(task);
    };
  }

  @Override
  public RunListener forRun() {
    return new ObservedRun(builder.registry, builder.name, builder.content);
  }

  /** Tells that the answer is not wanted piece by piece. */
  @Override
  public boolean readsText() {
    return false;
  }

  /** Collects the settings of a listener. */
  public static final class Builder {
    private final ObservationRegistry registry;
    private String name = "attention-moa";
    private boolean content;

    private Builder(ObservationRegistry registry) {
      this.registry = requireNonNull(registry, "registry");
    }

    private Builder copy() {
      Builder copy = new Builder(registry);
      copy.name = name;
      copy.content = content;
      return copy;
    }

    /** Sets what runs are called, default {@code attention-moa}. */
    public Builder name(String value) {
      name = requireNonNull(value, "name");
      return this;
    }

    /** Sets whether prompts and answers are attributes of calls, default not. */
    public Builder content(boolean value) {
      content = value;
      return this;
    }

    /** Returns the listener. */
    public ObservationListener build() {
      return new ObservationListener(this);
    }
  }
}
