package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.examples.Methods;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.stop.EarlyStop;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that shape a method. */
final class MethodOptions {
  private static final int LAYERS = 2;
  private static final int SAMPLES = 6;
  private static final int KEEP = 2;

  /** How layers are joined. */
  enum ResidualKind {
    synthesis,
    none,
    answers,
    difference;

    Residual of(Agent voice) {
      return switch (this) {
        case synthesis -> Residual.synthesis(voice);
        case none -> Residual.none();
        case answers -> Residual.answers();
        case difference -> Residual.difference(voice);
      };
    }
  }

  @Option(
      names = {"-l", "--layers"},
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Layers (default: " + LAYERS + ").")
  private @Nullable Integer layers;

  @Option(
      names = "--attention",
      paramLabel = "SPEC",
      converter = AttentionConverter.class,
      description = "Who reads whom: dense (default), none, self, ring:K, lexical:K, judge:K.")
  private @Nullable AttentionSpec attention;

  @Option(
      names = "--residual",
      paramLabel = "SPEC",
      description = "What joins the layers: ${COMPLETION-CANDIDATES}; default synthesis.")
  private @Nullable ResidualKind residual;

  @Option(
      names = "--early-stop",
      negatable = true,
      description = "End when a layer brings no improvement; on by default.")
  private @Nullable Boolean earlyStop;

  @Option(
      names = "--samples",
      paramLabel = "K",
      converter = WholeNumber.FromOne.class,
      description = "How often self-moa seats the first agent (default: " + SAMPLES + ").")
  private @Nullable Integer samples;

  @Option(
      names = "--window",
      paramLabel = "W",
      converter = WholeNumber.FromTwo.class,
      description = "Let self-moa fold W texts at a time, the best so far included; 2 or more.")
  private @Nullable Integer window;

  @Option(
      names = "--keep",
      paramLabel = "K",
      converter = WholeNumber.FromOne.class,
      description = "How many answers smoa passes on and rmoa reads (default: " + KEEP + ").")
  private @Nullable Integer keep;

  /** Checks the options as far as that needs no agents. */
  void check(Collection<Method> methods) {
    read("--layers", layers, methods);
    read("--samples", samples, methods);
    read("--window", window, methods);
    read("--keep", keep, methods);
    read("--attention", attention, methods);
    read("--residual", residual, methods);
    read("--early-stop", earlyStop, methods);
    boolean isUnjudged = residual == ResidualKind.none || residual == ResidualKind.answers;
    if (Boolean.TRUE.equals(earlyStop) && isUnjudged) {
      throw new UsageException(
          "--early-stop",
          "beside --residual " + residual + " (expected: one of them, a residual has to judge)");
    }
  }

  /** Checks that an option that was given has a reader. */
  private static void read(String option, @Nullable Object value, Collection<Method> methods) {
    if (value != null && methods.stream().noneMatch(method -> method.reads(option))) {
      List<Method> readers =
          Arrays.stream(Method.values()).filter(method -> method.reads(option)).toList();
      throw new UsageException(
          option, "not read by --method " + methods + " (expected: one of " + readers + ")");
    }
  }

  /** Checks that the attention fits so many agents. */
  void checkAttention(List<Agent> seats) {
    if (attention == null) {
      return;
    }
    try {
      attention.by(seats.get(0)).fixed(seats.size());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--attention", String.valueOf(e.getMessage()));
    }
  }

  /** Returns how many layers a method has. */
  int layers(Method method) {
    if (!method.reads("--layers")) {
      return 1;
    }
    return layers == null ? LAYERS : layers;
  }

  /** Returns a builder with all that makes the method. */
  AttentionMoA.Builder builder(Method method, List<Agent> seats, Agent voice) {
    AttentionMoA.Builder builder = recipe(method, seats, voice).name(method.toString());
    if (earlyStop != null && method.reads("--early-stop")) {
      builder.earlyStop(earlyStop ? EarlyStop.whenNoImprovement() : EarlyStop.never());
    }
    return builder;
  }

  private AttentionMoA.Builder recipe(Method method, List<Agent> seats, Agent voice) {
    int depth = layers(method);
    int kept = keep == null ? KEEP : keep;
    return switch (method) {
      case ATTENTION_MOA -> attentionMoa(seats, depth, voice);
      case MOA -> Methods.moa(seats, depth, voice);
      case SELF_MOA -> selfMoa(seats.get(0));
      case SMOA -> Methods.smoa(seats, depth, voice, kept);
      case RMOA -> Methods.rmoa(seats, depth, voice, kept);
      case BEST_OF_N -> Methods.bestOfN(seats, voice);
      case VOTE -> Methods.vote(seats);
    };
  }

  private AttentionMoA.Builder attentionMoa(List<Agent> seats, int depth, Agent voice) {
    AttentionMoA.Builder builder = Methods.attentionMoa(seats, depth, voice);
    if (residual != null) {
      builder = builder.build().toBuilder().residual(residual.of(voice));
    }
    return attention == null ? builder : builder.attention(attention.by(voice));
  }

  private AttentionMoA.Builder selfMoa(Agent agent) {
    int times = samples == null ? SAMPLES : samples;
    return window == null ? Methods.selfMoa(agent, times) : Methods.selfMoa(agent, times, window);
  }
}
