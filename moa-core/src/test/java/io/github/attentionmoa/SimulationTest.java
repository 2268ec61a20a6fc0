package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs ensembles of all shapes through all kinds of trouble, each made from a seed.
 *
 * <p>{@code -Dmoa.simulation.runs=N -Dmoa.simulation.seed=S} run N seeds from S on.
 */
class SimulationTest {
  private static final long RUNS = Long.getLong("moa.simulation.runs", 20_000);
  private static final long FIRST = Long.getLong("moa.simulation.seed", 1);
  private static final int REPLAYED = 20;

  @Test
  void everyInvariantHoldsAfterEveryRun() {
    long start = System.nanoTime();
    List<String> violations =
        LongStream.range(FIRST, FIRST + RUNS)
            .parallel()
            .boxed()
            .flatMap(seed -> simulate(seed).stream().map(what -> described(seed, what)))
            .toList();
    double seconds = (System.nanoTime() - start) / 1e9;

    violations.forEach(System.out::println);
    System.out.printf(
        "simulation: %d runs, %d violations, %.0f runs a second%n",
        RUNS, violations.size(), RUNS / seconds);
    assertThat(violations).isEmpty();
  }

  private static List<String> simulate(long seed) {
    try {
      boolean isReplayed = seed % REPLAYED == 0 || RUNS == 1;
      Simulation world = new Simulation(seed, isReplayed);
      List<String> violations = new ArrayList<>(world.run());
      if (isReplayed && !replay(seed).equals(world.log())) {
        violations.add("I4: the same seed gave another run");
      }
      if (violations.isEmpty() && world.isTimeless()) {
        violations.addAll(inAnotherOrder(seed, world));
      }
      return violations;
    } catch (RuntimeException | Error e) {
      return List.of("thrown: " + e + " at " + e.getStackTrace()[0]);
    }
  }

  /** I4: the same texts in another order of arrival are the same prompts. */
  private static List<String> inAnotherOrder(long seed, Simulation world) {
    Simulation other = new Simulation(seed, 1, false);
    List<String> violations = new ArrayList<>(other.run());
    boolean isComparable = violations.isEmpty() && other.isTimeless();
    if (isComparable && !other.prompts().equals(world.prompts())) {
      violations.add("I4: other delays gave other prompts");
    }
    return violations;
  }

  private static List<String> replay(long seed) {
    Simulation world = new Simulation(seed, true);
    world.run();
    return world.log();
  }

  private static String described(long seed, String violation) {
    return "seed %d: %s%n  mvn -pl moa-core test -Dtest=SimulationTest".formatted(seed, violation)
        + " -Dmoa.simulation.runs=1 -Dmoa.simulation.seed="
        + seed;
  }
}
