package io.github.attentionmoa.providers.llamacpp;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.prompt.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A seat over a {@link LlamaModel}: a name, and options where a request has none. Immutable.
 *
 * <p>Temperature, top-p, output tokens, seed and stop sequences are honoured; the effort is not.
 * Without a limit an answer may fill the context. Usage is counted. Cancelling the future stops the
 * model at the next token, or when it has read the prompt.
 */
public final class LlamaAgent implements Agent {
  private static final double DEFAULT_MIN_P = 0.05;
  private static final double DEFAULT_REPEAT_PENALTY = 1.1;

  private final String name;
  private final LlamaModel model;
  private final CompletionOptions defaults;
  private final Map<Stage, CompletionOptions> stageDefaults;
  private final Sampling sampling;
  private final boolean endsWithSentence;

  private LlamaAgent(Builder builder) {
    name = builder.name;
    model = builder.model;
    defaults = builder.defaults;
    stageDefaults = new EnumMap<>(builder.stageDefaults);
    sampling = new Sampling(builder.minP, builder.repeatPenalty);
    endsWithSentence = builder.endsWithSentence;
  }

  /**
   * Returns a builder of a seat over a model.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static Builder builder(String name, LlamaModel model) {
    return new Builder(name, model);
  }

  /** Returns a builder with everything set as here. */
  public Builder toBuilder() {
    Builder builder = new Builder(name, model).defaults(defaults);
    builder.stageDefaults.putAll(stageDefaults);
    builder.minP = sampling.minP();
    builder.repeatPenalty = sampling.repeatPenalty();
    builder.endsWithSentence = endsWithSentence;
    return builder;
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    return stream(request, piece -> {});
  }

  @Override
  public CompletableFuture<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    requireNonNull(onText, "onText");
    checkEndsWithUser(request.conversation().messages());
    return model.answer(answer -> write(request, onText, answer));
  }

  private static void checkEndsWithUser(List<Message> messages) {
    Role last = messages.get(messages.size() - 1).role();
    if (last != Role.USER) {
      throw AgentException.of(
          Kind.INVALID_REQUEST, "conversation: ends with " + last + " (expected: USER)");
    }
  }

  private void write(
      CompletionRequest request, Consumer<String> onText, CompletableFuture<Completion> answer) {
    request.timeout().ifPresent(timeout -> endAfter(timeout, answer));
    CompletionOptions options = optionsOf(request);
    String prompt = model.chat().render(request.conversation());
    int inputTokens = model.textModel().count(prompt);
    int room = model.contextTokens() - inputTokens - 1;
    if (room < 1) {
      throw AgentException.of(
          Kind.CONTEXT_LENGTH,
          "conversation: "
              + inputTokens
              + " tokens (expected: fewer than "
              + (model.contextTokens() - 1)
              + ", the context of a slot)");
    }
    int maxTokens = Math.min(options.maxOutputTokens().orElse(room), room);
    AnswerText text = new AnswerText(stopsOf(options), endsWithSentence, onText);
    TextModel.Written written =
        model
            .textModel()
            .write(sampling.parameters(prompt, options, maxTokens), text, () -> !answer.isDone());
    if (!answer.isDone()) {
      long outputTokens = written.isCutShort() ? maxTokens : Math.min(written.tokens(), maxTokens);
      answer.complete(
          completion(
              text.end(written.isCutShort()),
              written.isCutShort() ? FinishReason.LENGTH : FinishReason.STOP,
              Usage.of(inputTokens, outputTokens)));
    }
  }

  private static void endAfter(Duration timeout, CompletableFuture<Completion> answer) {
    CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .execute(
            () ->
                answer.completeExceptionally(
                    AgentException.of(Kind.TIMEOUT, "no answer within " + timeout)));
  }

  private CompletionOptions optionsOf(CompletionRequest request) {
    Stage stage = request.key().map(CallKey::stage).orElse(Stage.PROPOSE);
    CompletionOptions seat =
        stageDefaults.getOrDefault(stage, CompletionOptions.none()).over(defaults);
    return request.options().over(seat);
  }

  private static List<String> stopsOf(CompletionOptions options) {
    List<String> stops = new ArrayList<>(ChatMl.CONTROL_TOKENS);
    stops.addAll(options.stopSequences());
    return stops;
  }

  private Completion completion(String text, FinishReason reason, Usage usage) {
    return Completion.builder(text)
        .model(model.fileName())
        .finishReason(reason, "")
        .usage(usage)
        .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String identity() {
    return model.identity()
        + defaults
        + new TreeMap<>(stageDefaults)
        + sampling
        + (endsWithSentence ? ", ends with a sentence" : "");
  }

  /** Returns what is one for all seats of a model. */
  @Override
  public String endpoint() {
    return model.endpoint();
  }

  /** Returns the slots of the model. */
  @Override
  public int maxConcurrentCalls() {
    return model.slots();
  }

  /** Collects what a seat is to do; nothing is set by default. */
  public static final class Builder {
    private final String name;
    private final LlamaModel model;
    private final Map<Stage, CompletionOptions> stageDefaults = new EnumMap<>(Stage.class);
    private CompletionOptions defaults = CompletionOptions.none();
    private double minP = DEFAULT_MIN_P;
    private double repeatPenalty = DEFAULT_REPEAT_PENALTY;
    private boolean endsWithSentence;

    private Builder(String name, LlamaModel model) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("name: blank (expected: some characters)");
      }
      this.name = name;
      this.model = requireNonNull(model, "model");
    }

    /** Sets the options that hold where a request sets none; none by default. */
    public Builder defaults(CompletionOptions value) {
      defaults = requireNonNull(value, "defaults");
      return this;
    }

    /** Sets the options of one stage, which win over the other defaults. */
    public Builder defaults(Stage stage, CompletionOptions value) {
      stageDefaults.put(requireNonNull(stage, "stage"), requireNonNull(value, "defaults"));
      return this;
    }

    /**
     * Sets the least probability of a token, as a part of the likeliest's; 0.05 by default.
     *
     * @throws IllegalArgumentException if not 0 to 1
     */
    public Builder minP(double value) {
      minP = within(0, "minP", value, 1);
      return this;
    }

    /**
     * Sets what divides the score of a token seen just before; 1.1 by default.
     *
     * @throws IllegalArgumentException if not 1 to 2
     */
    public Builder repeatPenalty(double value) {
      repeatPenalty = within(1, "repeatPenalty", value, 2);
      return this;
    }

    /** Sets that an answer cut off by a limit loses its last, broken sentence; kept by default. */
    public Builder endsWithSentence(boolean value) {
      endsWithSentence = value;
      return this;
    }

    /** Returns the seat. */
    public LlamaAgent build() {
      return new LlamaAgent(this);
    }

    private static double within(double min, String name, double value, double max) {
      if (!(value >= min && value <= max)) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: " + min + " to " + max + ")");
      }
      return value;
    }
  }
}
