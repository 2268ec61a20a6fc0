package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
    List<String> violations = new ArrayList<>();
    long start = System.nanoTime();
    for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
      for (String violation : simulate(seed)) {
        violations.add(violation);
        say("seed " + seed + ": " + violation);
        say(
            "  mvn -pl moa-core test -Dtest=SimulationTest"
                + " -Dmoa.simulation.runs=1 -Dmoa.simulation.seed="
                + seed);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    say(
        "simulation: %d runs, %d violations, %.0f runs a second"
            .formatted(RUNS, violations.size(), RUNS / seconds));

    assertThat(violations).isEmpty();
  }

  private static List<String> simulate(long seed) {
    try {
      Simulation world = new Simulation(seed);
      List<String> violations = new ArrayList<>(world.run());
      if (seed % REPLAYED == 0) {
        Simulation again = new Simulation(seed);
        again.run();
        if (!again.log().equals(world.log())) {
          violations.add("I4: the same seed gave another run");
        }
      }
      return violations;
    } catch (RuntimeException | Error e) {
      return List.of("thrown: " + e + " at " + e.getStackTrace()[0]);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
