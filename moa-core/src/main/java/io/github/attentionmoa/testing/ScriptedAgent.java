package io.github.attentionmoa.testing;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Stage;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An agent that answers from a script and remembers every call. Safe for many threads.
 *
 * <p>Script it, run what is to be tested, then look at its {@link #calls()}:
 *
 * <pre>{@code
 * ScriptedAgent agent = ScriptedAgent.of("a")
 *     .on(PROPOSE).answer("It is blue.")
 *     .on(ATTEND).answer(request -> "Say why, " + request.key().orElseThrow().to())
 *     .next(REFINE).fail(Kind.RATE_LIMITED)        // the first refinement fails,
 *     .on(REFINE).answer("It is blue because ..")  // every further one does not
 *     .on(AGGREGATE).stayOpen();                   // until agent.calls(AGGREGATE).get(0).answer(..)
 * }</pre>
 *
 * <p>What is scripted for a {@link CallKey} goes before what is scripted for its stage, and that
 * before what is scripted for any call; at each of these places, {@code next} goes before {@code
 * on}, in the order of scripting.
 *
 * <p>A call that nothing is scripted for throws an {@link AssertionError} that lists what is {@link
 * #left()}. It is an {@code Error} on purpose: an exception would be one more lost call, which a
 * run survives; an error ends the run and the test.
 */
public final class ScriptedAgent implements Agent {
  private final String name;
  private final Script script = new Script();
  private final List<ScriptedCall> calls = new CopyOnWriteArrayList<>();
  private volatile String endpoint;
  private volatile int maxConcurrentCalls = Integer.MAX_VALUE;
  private volatile boolean closed;

  private ScriptedAgent(String name) {
    this.name = requireNonNull(name, "name");
    this.endpoint = name;
  }

  /** Returns an agent with an empty script; the name may be empty. */
  public static ScriptedAgent of(String name) {
    return new ScriptedAgent(name);
  }

  /** Scripts every call of a stage. */
  public Cue on(Stage stage) {
    return always(requireNonNull(stage, "stage"));
  }

  /** Scripts every call of one place in a run: the first attempt and the retries. */
  public Cue on(CallKey key) {
    return always(requireNonNull(key, "key"));
  }

  /** Scripts every call that nothing else is scripted for. */
  public Cue otherwise() {
    return always(Script.ANY_CALL);
  }

  /** Scripts one call of a stage, after those scripted before in this way. */
  public Cue next(Stage stage) {
    return once(requireNonNull(stage, "stage"));
  }

  /** Scripts one call of one place in a run, after those scripted before in this way. */
  public Cue next(CallKey key) {
    return once(requireNonNull(key, "key"));
  }

  /** Scripts one call of any stage, after those scripted before in this way. */
  public Cue next() {
    return once(Script.ANY_CALL);
  }

  private Cue always(Object place) {
    return new Cue(reply -> script.always(place, reply));
  }

  private Cue once(Object place) {
    return new Cue(reply -> script.once(place, reply));
  }

  /** The calls that were chosen, waiting to be told their reply. */
  public final class Cue {
    private final Consumer<Consumer<ScriptedCall>> line;

    private Cue(Consumer<Consumer<ScriptedCall>> line) {
      this.line = line;
    }

    /** Answers with a text; a blank one counts as a lost call. */
    public ScriptedAgent answer(String text) {
      requireNonNull(text, "text");
      return reply(call -> call.answer(text));
    }

    /** Answers with a completion, for example one with usage or another finish reason. */
    public ScriptedAgent answer(Completion completion) {
      requireNonNull(completion, "completion");
      return reply(call -> call.answer(completion));
    }

    /** Answers with a text made from the request. */
    public ScriptedAgent answer(Function<CompletionRequest, String> text) {
      requireNonNull(text, "text");
      return reply(call -> call.answer(text.apply(call.request())));
    }

    /** Answers with a text that is streamed in these pieces. */
    public ScriptedAgent answerInPieces(String... pieces) {
      List<String> all = List.of(pieces);
      return reply(
          call -> {
            all.forEach(call::piece);
            call.answer(String.join("", all));
          });
    }

    /** Fails with an {@link AgentException} of a kind, retryable as is usual for the kind. */
    public ScriptedAgent fail(AgentException.Kind kind) {
      requireNonNull(kind, "kind");
      return reply(call -> call.fail(kind));
    }

    /** Does not reply: the call stays open until the test ends it, or for ever. */
    public ScriptedAgent stayOpen() {
      return reply(call -> {});
    }

    /** Replies in any way: the function may end the call now, later, never, or throw. */
    public ScriptedAgent reply(Consumer<ScriptedCall> reply) {
      line.accept(requireNonNull(reply, "reply"));
      return ScriptedAgent.this;
    }
  }

  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    return stream(request, piece -> {});
  }

  @Override
  public CompletionStage<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    ScriptedCall call = new ScriptedCall(request, onText);
    calls.add(call);
    script.replyTo(request, name).accept(call);
    return call.stage();
  }

  /** Returns every call so far, in the order of arrival, the unscripted ones too. */
  public List<ScriptedCall> calls() {
    return List.copyOf(calls);
  }

  /** Returns the calls of a stage so far, in the order of arrival. */
  public List<ScriptedCall> calls(Stage stage) {
    return calls.stream().filter(call -> call.isOf(stage)).toList();
  }

  /** Returns what is scripted and was not asked for yet, a line each; empty if nothing. */
  public List<String> left() {
    return script.left();
  }

  /** Tells whether this agent was closed; a closed one answers all the same. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  /** Sets what limits and failures are counted by; the name by default. */
  public ScriptedAgent endpoint(String value) {
    endpoint = requireNonNull(value, "endpoint");
    return this;
  }

  @Override
  public int maxConcurrentCalls() {
    return maxConcurrentCalls;
  }

  /** Sets how many calls the endpoint takes at the same time; any number by default. */
  public ScriptedAgent maxConcurrentCalls(int value) {
    maxConcurrentCalls = value;
    return this;
  }

  @Override
  public void close() {
    closed = true;
  }
}
