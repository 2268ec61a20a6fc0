package io.github.attentionmoa.examples.wire;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures wall time ÷ critical path of runs over HTTP on loopback: 1 would be no overhead at all.
 *
 * <p>The server draws lognormal delays of a mean of 80 ms (σ = 0.5) and says in each answer how
 * long it waited; the critical path is computed from these, along the algorithm's own dependencies.
 * Arguments: agents, layers, runs to warm up, runs to measure.
 */
public final class WallTime {
  private static final double MEAN_NANOS = 80e6;
  private static final double SIGMA = 0.5;

  private WallTime() {}

  /** Prints the ratio of every measured run, and their median, least and largest. */
  public static void main(String[] arguments) {
    int[] sizes = IntStream.range(0, 4).map(i -> Integer.parseInt(arguments[i])).toArray();
    Random random = new Random(1);
    try (MarkingServer server = new MarkingServer(() -> delay(random))) {
      Agent[] agents =
          IntStream.rangeClosed(1, sizes[0])
              .mapToObj(i -> server.agent("a" + i))
              .toArray(Agent[]::new);
      AttentionMoA.Builder builder = AttentionMoA.builder();
      IntStream.range(0, sizes[1]).forEach(l -> builder.layer(agents));
      AttentionMoA moa = builder.build();
      for (int run = 1; run <= sizes[2]; run++) {
        System.out.printf("warm-up %d: %.3f%n", run, ratio(moa, sizes));
      }
      double[] ratios =
          IntStream.range(0, sizes[3]).mapToDouble(run -> ratio(moa, sizes)).sorted().toArray();
      System.out.printf(
          "N=%d, L=%d, %d runs: median %.3f, least %.3f, largest %.3f (JDK %s)%n",
          sizes[0],
          sizes[1],
          ratios.length,
          ratios[ratios.length / 2],
          ratios[0],
          ratios[ratios.length - 1],
          Runtime.version());
      for (Agent agent : agents) {
        agent.close();
      }
    }
  }

  private static synchronized long delay(Random random) {
    double mu = Math.log(MEAN_NANOS) - SIGMA * SIGMA / 2;
    return (long) Math.exp(mu + SIGMA * random.nextGaussian());
  }

  private static double ratio(AttentionMoA moa, int[] sizes) {
    long start = System.nanoTime();
    MoaResult result = moa.ask("Why is the sky blue?");
    double wall = System.nanoTime() - start;
    return wall / criticalPath(result, sizes[0], sizes[1]);
  }

  /** Returns when the last call would end if each started as soon as what it reads is there. */
  private static double criticalPath(MoaResult result, int n, int layers) {
    Map<CallKey, Double> took = new HashMap<>();
    for (CallRecord call : result.trace().calls()) {
      String text = call.completion().map(Completion::text).orElseThrow();
      took.put(call.key(), Double.valueOf(text.replaceAll("(?s).* after (\\d+) ns.*", "$1")));
    }
    double end = 0;
    for (int l = 1; l <= layers; l++) {
      end = layer(l, n, end, took);
    }
    return end;
  }

  private static double layer(int l, int n, double start, Map<CallKey, Double> took) {
    double refined = 0;
    for (int j = 1; j <= n; j++) {
      double read = 0;
      for (int i = 1; i <= n; i++) {
        double both = Math.max(proposed(l, i, start, took), proposed(l, j, start, took));
        Stage stage = i == j ? Stage.ATTEND_SELF : Stage.ATTEND;
        read = Math.max(read, both + took.get(new CallKey(l, stage, i, j, 1)));
      }
      refined = Math.max(refined, read + took.get(new CallKey(l, Stage.REFINE, j, j, 1)));
    }
    double aggregated = refined + took.get(new CallKey(l, Stage.AGGREGATE, 0, 0, 1));
    return aggregated + took.getOrDefault(new CallKey(l, Stage.RESIDUAL, 0, 0, 1), 0.0);
  }

  private static double proposed(int l, int i, double start, Map<CallKey, Double> took) {
    return start + took.get(new CallKey(l, Stage.PROPOSE, i, i, 1));
  }
}
