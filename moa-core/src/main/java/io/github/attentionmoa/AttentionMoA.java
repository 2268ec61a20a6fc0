package io.github.attentionmoa;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An ensemble of agents that answer, criticise each other, rewrite and become one voice.
 *
 * <p>For every layer: the agents propose (r_i), attend to each other in words (a_ij), refine (f_j),
 * and an aggregator makes one answer (o_l); a residual joins it with the layers before (z_l), and
 * an early stop may end the run. L layers of N agents cost L(N² + 2N + 1) + (L − 1) calls.
 *
 * <p>Immutable and safe for many threads and runs at the same time. It is itself an {@link Agent},
 * so ensembles can be nested. It holds no threads; agents are closed by whoever created them.
 */
public final class AttentionMoA implements Agent {
  final Settings settings;
  private final Builder origin;
  private final RunPlan plan;
  final Permits permits = new Permits();

  private AttentionMoA(Builder origin, Settings settings) {
    this.origin = origin;
    this.settings = settings;
    this.plan = Planner.plan(settings);
  }

  /** Returns a builder with the paper's settings and no layers. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with everything set as here; what was set may be set again. */
  public Builder toBuilder() {
    return origin.copy();
  }

  /**
   * Answers a question, waiting for the answer.
   *
   * @throws IllegalArgumentException if the question is blank
   * @throws MoaException if there is no answer, or the thread was interrupted
   */
  public MoaResult ask(String question) {
    return ask(Conversation.of(question));
  }

  /**
   * Answers a conversation, waiting for the answer.
   *
   * @throws IllegalArgumentException if it does not end with a user turn
   * @throws MoaException if there is no answer, or the thread was interrupted
   */
  public MoaResult ask(Conversation conversation) {
    return start(settings.budget(), conversation, RunListener.none()).await();
  }

  /**
   * Answers a question in its own time.
   *
   * @throws IllegalArgumentException if the question is blank
   */
  public CompletableFuture<MoaResult> askAsync(String question) {
    return askAsync(Conversation.of(question));
  }

  /**
   * Answers a conversation in its own time.
   *
   * @throws IllegalArgumentException if it does not end with a user turn
   */
  public CompletableFuture<MoaResult> askAsync(Conversation conversation) {
    return askAsync(conversation, RunListener.none());
  }

  /**
   * Answers a conversation in its own time while a listener watches.
   *
   * <p>The future ends with the result, a {@link MoaException}, or an {@link Error} that an agent
   * threw. Cancelling it cuts off the calls under way; no further one starts.
   *
   * @param listener is told of this run beside the listener of the builder
   * @throws IllegalArgumentException if the conversation does not end with a user turn
   */
  public CompletableFuture<MoaResult> askAsync(Conversation conversation, RunListener listener) {
    return start(settings.budget(), conversation, listener);
  }

  /** Starts a run within another budget than the settings name. */
  RunFuture start(Budget budget, Conversation conversation, RunListener listener) {
    List<Message> messages = conversation.messages();
    Role last = messages.get(messages.size() - 1).role();
    if (last != Role.USER) {
      throw new IllegalArgumentException(
          "conversation: ends with a turn of " + last + " (expected: USER)");
    }
    RunListener both =
        RunListener.none().and(settings.listener()).and(requireNonNull(listener, "listener"));
    return new Run(this, settings.within(budget), conversation, both).start();
  }

  /** Returns what a run is going to cost; no agent is called. */
  public RunPlan plan() {
    return plan;
  }

  /**
   * Answers as an agent of another ensemble: one run of this one.
   *
   * <p>The run ends with its best answer shortly before the time of the request is up. The
   * completion carries the summed usage and, as attachment, the {@link MoaResult}; the options of
   * the request do not apply, since the agents here have their own.
   */
  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    return InnerRun.complete(this, request, RunListener.none());
  }

  /** Answers as {@link #complete} does and hands on the text until it begins anew. */
  @Override
  public CompletionStage<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    return InnerRun.complete(this, request, InnerRun.firstText(onText));
  }

  /** Returns the name given to the builder; {@code attention-moa} by default. */
  @Override
  public String name() {
    return settings.name();
  }

  /** Returns the name and a hash of all agents and prompts; plug-ins differ by name alone. */
  @Override
  public String identity() {
    return settings.identity();
  }

  /**
   * Collects the settings of an ensemble. Not safe for many threads.
   *
   * <p>{@code layer} adds; everything else can be set once. Single values are checked at the call,
   * what is missing or contradictory by {@link #build}.
   */
  public static final class Builder {
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);
    private static final Set<Stage> PROMPTED = EnumSet.complementOf(EnumSet.of(Stage.SCORE));

    final List<Layer> layers = new ArrayList<>();
    final Map<Stage, CompletionOptions> options = new EnumMap<>(Stage.class);
    final Map<Stage, String> prompts = new EnumMap<>(Stage.class);
    private final Set<String> set = new LinkedHashSet<>();
    String name = "attention-moa";
    AttentionScorer attention = AttentionScorer.dense();
    @Nullable Aggregator aggregator;
    @Nullable Residual residual;
    @Nullable EarlyStop earlyStop;
    Budget budget = Budget.ofDefaults();
    RetryPolicy retry = RetryPolicy.ofDefaults();
    Duration callTimeout = CALL_TIMEOUT;
    int minAnswers = 1;
    RunListener listener = RunListener.none();
    @Nullable Executor executor;
    UnaryOperator<Runnable> taskDecorator = UnaryOperator.identity();
    @Nullable CompletionCache cache;
    Scheduler scheduler = Scheduler.system();
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.layers.addAll(layers);
      copy.options.putAll(options);
      copy.prompts.putAll(prompts);
      copy.name = name;
      copy.attention = attention;
      copy.aggregator = aggregator;
      copy.residual = residual;
      copy.earlyStop = earlyStop;
      copy.budget = budget;
      copy.retry = retry;
      copy.callTimeout = callTimeout;
      copy.minAnswers = minAnswers;
      copy.listener = listener;
      copy.executor = executor;
      copy.taskDecorator = taskDecorator;
      copy.cache = cache;
      copy.scheduler = scheduler;
      copy.random = random;
      return copy;
    }

    /**
     * Adds a layer of agents: N² + 2N + 1 calls with the paper's attention.
     *
     * @throws IllegalStateException if there is no agent
     */
    public Builder layer(Agent... agents) {
      return layer(Layer.of(agents));
    }

    /** Adds a layer. */
    public Builder layer(Layer layer) {
      layers.add(requireNonNull(layer, "layer"));
      return this;
    }

    /** Adds layers in their order. */
    public Builder layers(List<Layer> more) {
      more.forEach(this::layer);
      return this;
    }

    /**
     * Sets who reads whom, where a layer does not say; {@link AttentionScorer#dense()} by default.
     */
    public Builder attention(AttentionScorer value) {
      attention = once("attention", value);
      return this;
    }

    /** Sets what makes the output of layers; by default synthesis by the first agent of each. */
    public Builder aggregator(Aggregator value) {
      aggregator = once("aggregator", value);
      return this;
    }

    /** Sets what joins the layers; by default synthesis by the first agent of the first. */
    public Builder residual(Residual value) {
      residual = once("residual", value);
      return this;
    }

    /**
     * Sets when a run ends early; by default {@link EarlyStop#whenNoImprovement()}, or never if the
     * residual gives no verdicts.
     */
    public Builder earlyStop(EarlyStop value) {
      earlyStop = once("earlyStop", value);
      return this;
    }

    /** Sets the most a run may cost; three times the calls of the plan by default. */
    public Builder budget(Budget value) {
      budget = once("budget", value);
      return this;
    }

    /** Sets when a failed call is made again; {@link RetryPolicy#ofDefaults()} by default. */
    public Builder retry(RetryPolicy value) {
      retry = once("retry", value);
      return this;
    }

    /**
     * Sets how long one exchange may take from its start; 2 minutes by default.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder callTimeout(Duration value) {
      callTimeout = once("callTimeout", value);
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException("callTimeout: " + value + " (expected: more than zero)");
      }
      return this;
    }

    /**
     * Sets how many agents of a layer have to answer for it to have an answer; 1 by default.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder minAnswers(int value) {
      minAnswers = once("minAnswers", value);
      if (value < 1) {
        throw new IllegalArgumentException("minAnswers: " + value + " (expected: 1 or more)");
      }
      return this;
    }

    /** Sets the options of a stage; those of an agent win over them. Nothing is set by default. */
    public Builder options(Stage stage, CompletionOptions value) {
      options.put(stage, once("options(" + stage + ")", value));
      return this;
    }

    /**
     * Sets the instruction of a stage; {@link Stage#instruction()} by default.
     *
     * @throws IllegalArgumentException if blank, or the stage is SCORE, which the scorer words
     */
    public Builder prompt(Stage stage, String instruction) {
      prompts.put(stage, once("prompt(" + stage + ")", instruction));
      if (instruction.isBlank() || !PROMPTED.contains(stage)) {
        throw new IllegalArgumentException(
            "prompt: '%s' for %s (expected: some words, for one of %s)"
                .formatted(instruction, stage, PROMPTED));
      }
      return this;
    }

    /** Sets who is told of all runs; nobody by default. */
    public Builder listener(RunListener value) {
      listener = once("listener", value);
      return this;
    }

    /**
     * Sets where agents and plug-ins are called; it is never shut down by this library.
     *
     * <p>By default every call has a new thread, virtual on Java 21 and later. A task that an
     * executor rejects is a lost call; one that it drops silently ends with the deadline alone.
     */
    public Builder executor(Executor value) {
      executor = once("executor", value);
      return this;
    }

    /**
     * Sets what carries the context of the thread that asks to the threads of the calls.
     *
     * <p>It is applied once a run, on the thread that asks; the runnable it returns is run for
     * every call, on many threads at the same time.
     */
    public Builder taskDecorator(UnaryOperator<Runnable> value) {
      taskDecorator = once("taskDecorator", value);
      return this;
    }

    /** Sets where answers are kept and looked for; nowhere by default. */
    public Builder cache(CompletionCache value) {
      cache = once("cache", value);
      return this;
    }

    /** Sets the label of the ensemble; {@code attention-moa} by default. */
    public Builder name(String value) {
      name = once("name", value);
      return this;
    }

    Builder time(Scheduler newScheduler, DoubleSupplier newRandom) {
      scheduler = newScheduler;
      random = newRandom;
      return this;
    }

    private <T> T once(String what, T value) {
      requireNonNull(value, what);
      if (!set.add(what)) {
        throw new IllegalStateException(what + " was already set");
      }
      return value;
    }

    /**
     * Returns the ensemble.
     *
     * @throws IllegalStateException if something is missing or contradictory; all of it is named
     */
    public AttentionMoA build() {
      return new AttentionMoA(copy(), Assembly.settle(this));
    }
  }
}
