package io.github.attentionmoa.testing;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An agent that delays and spoils the answers of another one, by seed. Safe for many threads.
 *
 * <pre>{@code
 * Agent agent = FaultyAgent.builder(scripted, 42)
 *     .delay(Duration.ofMillis(20), Duration.ofMillis(200), clock::after)
 *     .chance(Fault.FAIL, 5)
 *     .chance(Fault.STAY_SILENT, 1)
 *     .build();
 * }</pre>
 *
 * <p>Which fault a call meets depends on the seed, its {@link CallKey} and how often that was asked
 * before, so a seed means the same in any order of calls. Calls without a key count as one place.
 *
 * <p>It has no timer and never waits: time passes in the function given with {@link Builder#delay},
 * be it a virtual clock or {@code (delay, task) -> scheduler.schedule(task, delay.toMillis(),
 * MILLISECONDS)}.
 */
public final class FaultyAgent implements Agent {
  private final Agent agent;
  private final long seed;
  private final Map<Fault, Double> percents;
  private final List<Kind> kinds;
  private final Duration shortest;
  private final Duration spread;
  private final BiConsumer<Duration, Runnable> later;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  private FaultyAgent(Builder builder) {
    agent = builder.agent;
    seed = builder.seed;
    percents = new EnumMap<>(builder.percents);
    kinds = builder.kinds;
    shortest = builder.shortest;
    spread = builder.spread;
    later = builder.later;
  }

  /** Names what can go wrong with a call. More may be added. */
  public enum Fault {
    /** The call fails with one of the kinds of {@link Builder#kinds}. */
    FAIL,
    /** The agent throws an exception that is no {@link AgentException}. */
    THROW,
    /** The call never ends by itself. */
    STAY_SILENT,
    /** The answer is blank. */
    ANSWER_BLANK,
    /** A cancel does nothing: the answer comes all the same, however late. */
    IGNORE_CANCEL,
    /** The call ends, and then ends again with another answer. */
    END_TWICE
  }

  /** Returns a builder of an agent without faults and delays. */
  public static Builder builder(Agent agent, long seed) {
    return new Builder(requireNonNull(agent, "agent"), seed);
  }

  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    SplittableRandom random = randomOf(request);
    Duration delay = shortest.plusNanos((long) (random.nextDouble() * spread.toNanos()));
    Fault fault = faultOf(random.nextDouble() * 100);
    if (fault == Fault.THROW) {
      throw new IllegalStateException("planned fault");
    }
    if (fault == Fault.STAY_SILENT) {
      return new CompletableFuture<>();
    }
    if (fault == Fault.FAIL) {
      return failing(kinds.get(random.nextInt(kinds.size())), delay);
    }
    return relaying(agent.complete(request), fault, delay);
  }

  private SplittableRandom randomOf(CompletionRequest request) {
    String place = request.key().map(CallKey::toString).orElse("");
    long attempt = asked.merge(place, 1, Integer::sum);
    long call = (long) place.hashCode() << Integer.SIZE | attempt;
    return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ call);
  }

  private @Nullable Fault faultOf(double drawn) {
    double sum = 0;
    for (Map.Entry<Fault, Double> chance : percents.entrySet()) {
      sum += chance.getValue();
      if (drawn < sum) {
        return chance.getKey();
      }
    }
    return null;
  }

  private CompletionStage<Completion> failing(Kind kind, Duration delay) {
    CompletableFuture<Completion> end = new CompletableFuture<>();
    AgentException failure = AgentException.of(kind, "planned fault " + kind);
    later.accept(delay, () -> end.completeExceptionally(failure));
    return end;
  }

  private CompletionStage<Completion> relaying(
      CompletionStage<Completion> source, @Nullable Fault fault, Duration delay) {
    CompletableFuture<Completion> end =
        fault == Fault.IGNORE_CANCEL ? new Uncancellable() : new CompletableFuture<>();
    CompletionStage<Completion> watched = end;
    watched.whenComplete(
        (completion, failure) -> {
          if (failure instanceof CancellationException) {
            source.toCompletableFuture().cancel(true);
          }
        });
    source.whenComplete(
        (completion, failure) -> later.accept(delay, () -> end(end, fault, completion, failure)));
    return end;
  }

  private static void end(
      CompletableFuture<Completion> end,
      @Nullable Fault fault,
      Completion completion,
      @Nullable Throwable failure) {
    if (failure != null) {
      end.completeExceptionally(failure);
      return;
    }
    end.complete(fault == Fault.ANSWER_BLANK ? withText(completion, "") : completion);
    if (fault == Fault.END_TWICE) {
      end.obtrudeValue(withText(completion, "the second end of one call"));
    }
  }

  private static Completion withText(Completion completion, String text) {
    return completion.toBuilder().text(text).build();
  }

  /** A future that a cancel does not end. */
  private static final class Uncancellable extends CompletableFuture<Completion> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }
  }

  @Override
  public String name() {
    return agent.name();
  }

  @Override
  public String identity() {
    return agent.identity();
  }

  @Override
  public String endpoint() {
    return agent.endpoint();
  }

  @Override
  public int maxConcurrentCalls() {
    return agent.maxConcurrentCalls();
  }

  @Override
  public void close() {
    agent.close();
  }

  /** Collects what goes wrong, and how often. */
  public static final class Builder {
    private final Agent agent;
    private final long seed;
    private final Map<Fault, Double> percents = new EnumMap<>(Fault.class);
    private List<Kind> kinds =
        List.of(Kind.RATE_LIMITED, Kind.OVERLOADED, Kind.UNAVAILABLE, Kind.CONNECTION);
    private Duration shortest = Duration.ZERO;
    private Duration spread = Duration.ZERO;
    private BiConsumer<Duration, Runnable> later = (delay, task) -> task.run();

    private Builder(Agent agent, long seed) {
      this.agent = agent;
      this.seed = seed;
    }

    /**
     * Sets how many of 100 calls meet a fault; 0 by default. One call meets one fault at most.
     *
     * @throws IllegalArgumentException if negative, or if all together are more than 100
     */
    public Builder chance(Fault fault, double percent) {
      percents.put(requireNonNull(fault, "fault"), percent);
      double all = percents.values().stream().mapToDouble(each -> each).sum();
      if (!(percent >= 0 && all <= 100)) {
        throw new IllegalArgumentException(
            fault + ": " + percent + " percent (expected: 0 or more, at most 100 in all)");
      }
      return this;
    }

    /**
     * Sets the kinds that {@link Fault#FAIL} chooses from; by default four that pass by themselves.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Builder kinds(Kind... values) {
      if (values.length == 0) {
        throw new IllegalArgumentException("kinds: none (expected: at least one)");
      }
      kinds = List.of(values);
      return this;
    }

    /**
     * Sets how long answers and failures are held back; not at all by default.
     *
     * @param shortest the shortest delay
     * @param longest the longest delay, all between being as likely
     * @param later runs a task when a delay has passed
     * @throws IllegalArgumentException if the shortest is negative or longer than the longest
     */
    public Builder delay(
        Duration shortest, Duration longest, BiConsumer<Duration, Runnable> later) {
      if (shortest.isNegative() || shortest.compareTo(longest) > 0) {
        throw new IllegalArgumentException(
            "delay: " + shortest + " to " + longest + " (expected: 0 or more, shorter first)");
      }
      this.shortest = shortest;
      this.spread = longest.minus(shortest);
      this.later = requireNonNull(later, "later");
      return this;
    }

    /** Returns the agent. */
    public FaultyAgent build() {
      return new FaultyAgent(this);
    }
  }
}
