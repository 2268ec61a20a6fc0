package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures wall time over the critical path of the delays that were drawn: 5 agents, 3 layers.
 *
 * <p>Delays are lognormal with a mean of 80 ms and a sigma of 0.5. The critical path is what a
 * schedule without any cost would take, and what virtual time says the same delays take.
 */
final class OverheadMain {
  private static final int AGENTS = 5;
  private static final int LAYERS = 3;
  private static final int WARM_UP = 5;
  private static final double MEAN_NANOS = 80e6;
  private static final double SIGMA = 0.5;

  private OverheadMain() {}

  private static long delay(long seed, CallKey key) {
    var random = new Random(seed * 31 + Fixtures.word(key).hashCode());
    return (long) (MEAN_NANOS * Math.exp(SIGMA * random.nextGaussian() - SIGMA * SIGMA / 2));
  }

  /** Measures 30 runs, or as many as the first argument says, and prints their ratios. */
  public static void main(String[] arguments) {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    double[] ratios = new double[runs];
    for (int k = -WARM_UP; k < runs; k++) {
      long seed = k;
      long start = System.nanoTime();
      real(seed).ask("Why is the sky blue?");
      long wall = System.nanoTime() - start;
      if (k >= 0) {
        ratios[k] = (double) wall / criticalPath(seed);
      }
    }
    Arrays.sort(ratios);
    System.out.printf(
        "wall time / critical path over %d runs: median %.4f, least %.4f, 90%% %.4f, most %.4f%n",
        runs, ratios[runs / 2], ratios[0], ratios[runs * 9 / 10], ratios[runs - 1]);
  }

  private static AttentionMoA real(long seed) {
    Agent agent =
        request -> {
          CompletableFuture<Completion> answer = new CompletableFuture<>();
          CallKey key = request.key().orElseThrow();
          return answer.completeOnTimeout(
              Completion.of(Fixtures.word(key)), delay(seed, key), TimeUnit.NANOSECONDS);
        };
    return layers(AttentionMoA.builder(), agent);
  }

  private static long criticalPath(long seed) {
    VirtualTime time = new VirtualTime(seed);
    Agent agent =
        request -> {
          CompletableFuture<Completion> answer = new CompletableFuture<>();
          CallKey key = request.key().orElseThrow();
          time.after(
              Duration.ofNanos(delay(seed, key)),
              () -> answer.complete(Completion.of(Fixtures.word(key))));
          return answer;
        };
    Fixtures.ask(time, layers(Fixtures.ensemble(time), agent));
    return time.nanos();
  }

  private static AttentionMoA layers(AttentionMoA.Builder builder, Agent agent) {
    Agent[] five = new Agent[AGENTS];
    Arrays.fill(five, agent);
    return Fixtures.layers(builder, LAYERS, five).build();
  }
}
