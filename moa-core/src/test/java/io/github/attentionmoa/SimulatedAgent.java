package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * An agent of a simulation: slow, faulty and at times dead, as its seed says.
 *
 * <p>What a call meets depends on the run, the place and the attempt alone, not on what came
 * before.
 */
final class SimulatedAgent implements Agent {
  private static final List<String> VERDICTS = List.of("1", "2", "2", "2", "SAME", "both");
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<FinishReason> REASONS = List.of(FinishReason.values());

  private final Simulation world;
  private final String name;
  private final int most;
  private final double faults;
  private final boolean isInner;
  private final long deadFrom;
  private final long deadUntil;
  private final boolean isOdd;
  private final boolean isNeighbour;
  private int underWay;

  SimulatedAgent(Simulation world, String name, int most, double faults, boolean isInner) {
    SplittableRandom random = world.random.split();
    this.world = world;
    this.name = name;
    this.most = most;
    this.faults = faults;
    this.isInner = isInner;
    this.isOdd = faults > 0 && random.nextInt(60) == 0;
    boolean isMortal = faults > 0 && random.nextInt(6) == 0;
    this.deadFrom = isMortal ? random.nextLong(seconds(10)) : Long.MAX_VALUE;
    this.deadUntil = isMortal ? deadFrom + random.nextLong(seconds(20)) : Long.MAX_VALUE;
    this.isNeighbour = random.nextInt(10) == 0;
  }

  private static long seconds(int n) {
    return Duration.ofSeconds(n).toNanos();
  }

  /** The stage of one exchange; a stubborn one does not end by a cancel. */
  private final class Source extends CompletableFuture<Completion> {
    private final Witness witness;
    private final boolean isStubborn;
    private boolean isGone;

    Source(Witness witness, boolean isStubborn) {
      this.witness = witness;
      // What comes after the end of an inner run is booked nowhere, so none of its agents is
      this.isStubborn = isStubborn && !isInner;
      witness.underWay++;
      underWay++;
      witness.check(underWay <= most, () -> "limit: " + underWay + " calls under way at " + name);
    }

    private void leave() {
      if (!isGone) {
        isGone = true;
        witness.underWay--;
        underWay--;
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      leave();
      return !isStubborn && super.cancel(mayInterruptIfRunning);
    }

    void end(Completion completion) {
      if (!isDone()) {
        witness.used(completion.usage());
        leave();
        complete(completion);
      }
    }

    void fail(AgentException why) {
      if (!isDone()) {
        witness.used(why.usage());
      }
      leave();
      completeExceptionally(why);
    }
  }

  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    return stream(request, piece -> {});
  }

  @Override
  public CompletionStage<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    Witness witness = world.witness(request);
    CallKey key = request.key().orElseThrow();
    int attempt = isInner ? attemptInside(witness, request) : witness.called(key);
    SplittableRandom random = world.randomOf(witness, key, attempt);
    boolean isDead = world.time.elapsed() >= deadFrom && world.time.elapsed() < deadUntil;
    boolean isFaulty = random.nextDouble() < faults;
    if (isDead) {
      return failing(witness, AgentException.of(Kind.CONNECTION, "dead"), Duration.ofMillis(2));
    }
    Reply reply = new Reply(request, key, witness, onText, random);
    return isFaulty ? faulty(reply) : answering(reply, text(request, key, random), false);
  }

  /** Inner runs share their places, so that a call is known by its words. */
  private int attemptInside(Witness witness, CompletionRequest request) {
    witness.calledInside();
    return request.conversation().messages().stream()
        .map(Message::text)
        .reduce(name.hashCode(), (hash, text) -> 31 * hash + text.hashCode(), Integer::sum);
  }

  private record Reply(
      CompletionRequest request,
      CallKey key,
      Witness witness,
      Consumer<String> onText,
      SplittableRandom random) {}

  private CompletionStage<Completion> faulty(Reply reply) {
    SplittableRandom random = reply.random();
    int drawn = random.nextInt(12);
    return switch (drawn) {
      case 0 -> throw new IllegalStateException("a bug of an agent with " + Simulation.CANARY);
      case 1 -> null;
      case 2 -> CompletableFuture.completedFuture(null);
      case 3, 4 -> new Source(reply.witness(), drawn == 4);
      case 5 -> answering(reply, " \n", false);
      case 6 -> ending(reply, REASONS.get(random.nextInt(REASONS.size())));
      case 7 -> late(reply);
      case 8 -> twice(reply);
      case 9 -> failing(reply.witness(), busy(random), delay(reply));
      default -> failing(reply.witness(), failure(reply), delay(reply));
    };
  }

  private AgentException failure(Reply reply) {
    SplittableRandom random = reply.random();
    Kind any = KINDS.get(random.nextInt(KINDS.size()));
    boolean isLong = reply.key().stage() == Stage.RESIDUAL && random.nextInt(2) == 0;
    Kind kind = isLong ? Kind.CONTEXT_LENGTH : any;
    AgentException.Builder failure = AgentException.builder(kind, "simulated " + kind);
    return random.nextBoolean() ? failure.usage(usage(random)).build() : failure.build();
  }

  private static Usage usage(SplittableRandom random) {
    return Usage.of(1 + random.nextInt(50), 1 + random.nextInt(50));
  }

  private static AgentException busy(SplittableRandom random) {
    Duration wait = Duration.ofMillis(random.nextInt(90_000) - 5_000);
    return AgentException.builder(Kind.RATE_LIMITED, "busy").retryAfter(wait).build();
  }

  private CompletionStage<Completion> failing(Witness witness, AgentException why, Duration delay) {
    Source source = new Source(witness, false);
    world.time.after(delay, () -> source.fail(why));
    return source;
  }

  /** Answers long after its time, whatever the engine does. */
  private CompletionStage<Completion> late(Reply reply) {
    Source source = new Source(reply.witness(), true);
    Completion late = completion("[late]", reply.random());
    Duration longer = Duration.ofMillis(1 + reply.random().nextInt(20_000));
    world.time.after(world.callTimeout.plus(longer), () -> source.end(late));
    return source;
  }

  private CompletionStage<Completion> twice(Reply reply) {
    Source source = new Source(reply.witness(), false);
    Completion first = completion(word(reply.key()), reply.random());
    world.time.after(
        delay(reply),
        () -> {
          source.end(first);
          source.obtrudeValue(Completion.of("[again]"));
        });
    return source;
  }

  private CompletionStage<Completion> ending(Reply reply, FinishReason reason) {
    Source source = new Source(reply.witness(), false);
    String text = text(reply.request(), reply.key(), reply.random());
    Completion cut =
        completion(text, reply.random()).toBuilder().finishReason(reason, "simulated").build();
    boolean isVerdict = reply.key().stage() == Stage.RESIDUAL;
    if (isVerdict && reason == FinishReason.LENGTH && !world.chosen.contains(Stage.RESIDUAL)) {
      reply.witness().layersJudgedNoBetter.remove(reply.key().layer());
    }
    world.time.after(delay(reply), () -> source.end(cut));
    return source;
  }

  private CompletionStage<Completion> answering(Reply reply, String text, boolean isStubborn) {
    Source source = new Source(reply.witness(), isStubborn);
    Completion answer = completion(text, reply.random());
    int half = text.length() / 2;
    if (world.delaysOf(reply.random()).nextInt(20) == 0) {
      source.end(answer);
      return source;
    }
    Duration delay = delay(reply);
    world.time.after(delay.dividedBy(2), () -> reply.onText().accept(text.substring(0, half)));
    world.time.after(
        delay,
        () -> {
          reply.onText().accept(text.substring(half));
          source.end(answer);
        });
    return source;
  }

  private static Completion completion(String text, SplittableRandom random) {
    return Completion.builder(text).usage(usage(random)).build();
  }

  private String text(CompletionRequest request, CallKey key, SplittableRandom random) {
    String body = word(key) + (random.nextInt(4) == 0 ? "\nmore ".repeat(30) + "." : "");
    String line = Fixtures.verdict(request, verdict(random));
    boolean isNoBetter = line.endsWith(": 1") || line.endsWith(": SAME");
    if (key.stage() == Stage.RESIDUAL && isNoBetter && !isInner) {
      world.witness(request).layersJudgedNoBetter.add(key.layer());
    }
    return line.startsWith("BETTER") ? line + "\n" + body : body;
  }

  /** Without faults always one of those that count: a judge that gives none is lost. */
  private String verdict(SplittableRandom random) {
    return VERDICTS.get(random.nextInt(world.faults > 0 ? VERDICTS.size() : VERDICTS.size() - 1));
  }

  private String word(CallKey key) {
    return isInner ? Fixtures.word(key).replace("[", "[" + name + " ") : Fixtures.word(key);
  }

  /** Mostly between 10 and 600 ms; what would end later ends at the very deadline. */
  private Duration delay(Reply reply) {
    SplittableRandom random = world.delaysOf(reply.random());
    Witness witness = reply.witness();
    double millis = 80 * Math.exp(random.nextDouble() * 4 - 2);
    long nanos = (long) (millis * 1_000_000);
    long left = witness.deadline - witness.now();
    return Duration.ofNanos(left < nanos && left > 0 ? left : nanos);
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns the name or a server of many, or null if the agent cannot say who it is. */
  @Override
  public String endpoint() {
    return isOdd ? null : isNeighbour ? "server" : name;
  }

  @Override
  public int maxConcurrentCalls() {
    return most;
  }
}
