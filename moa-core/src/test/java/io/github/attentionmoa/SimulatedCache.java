package io.github.attentionmoa;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A cache of a simulation: drops nothing; a faulty one throws at times, or gives a blank text. */
final class SimulatedCache implements CompletionCache {
  private final Map<String, Completion> kept = new HashMap<>();
  private final SplittableRandom random;
  private final double faults;

  SimulatedCache(SplittableRandom random, double faults) {
    this.random = random;
    this.faults = faults;
  }

  boolean isSound() {
    return faults == 0;
  }

  private boolean isFaulty() {
    return faults > 0 && random.nextDouble() < faults;
  }

  @Override
  public Optional<Completion> get(String key) {
    if (isFaulty()) {
      return Optional.of(Completion.of(" "));
    }
    failAtTimes();
    return Optional.ofNullable(kept.get(key));
  }

  @Override
  public void put(String key, Completion value) {
    failAtTimes();
    kept.put(key, value);
  }

  private void failAtTimes() {
    if (isFaulty()) {
      throw new IllegalStateException("a bug of a cache with " + Simulation.CANARY);
    }
  }
}
