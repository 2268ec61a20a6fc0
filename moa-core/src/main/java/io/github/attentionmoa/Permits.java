package io.github.attentionmoa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Bounds the exchanges under way at each endpoint, over all runs of one ensemble.
 *
 * <p>Who comes first is served first, also where agents name different limits for one endpoint: who
 * names a small one waits until so few are under way, and nobody passes by. Safe for many threads;
 * nobody is called under the lock.
 */
final class Permits {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final Map<Object, Gate> gates = new HashMap<>();

  private record Waiting(int max, Runnable granted) {}

  private static final class Gate {
    private final Queue<Waiting> line = new ArrayDeque<>();
    private int taken;
  }

  /**
   * Takes a permit if fewer than {@code max} are under way, or else waits in line for one.
   *
   * @param granted run by whoever releases what this one waits for; must return at once
   * @return whether it was granted here and now; granted now or later, it has to be released
   */
  boolean acquire(Object endpoint, int max, Runnable granted) {
    return max == UNLIMITED || isFree(endpoint, max, granted);
  }

  private synchronized boolean isFree(Object endpoint, int max, Runnable granted) {
    Gate gate = gates.computeIfAbsent(endpoint, key -> new Gate());
    if (gate.line.isEmpty() && gate.taken < max) {
      gate.taken++;
      return true;
    }
    gate.line.add(new Waiting(max, granted));
    return false;
  }

  /** Gives back what was granted for the endpoint with the same {@code max}. */
  void release(Object endpoint, int max) {
    if (max != UNLIMITED) {
      next(endpoint).forEach(Runnable::run);
    }
  }

  private synchronized List<Runnable> next(Object endpoint) {
    Gate gate = gates.get(endpoint);
    if (gate == null) {
      throw new IllegalStateException("released more often than acquired: " + endpoint);
    }
    gate.taken--;
    List<Runnable> next = new ArrayList<>();
    while (!gate.line.isEmpty() && gate.taken < gate.line.element().max()) {
      gate.taken++;
      next.add(gate.line.remove().granted());
    }
    if (gate.taken == 0) {
      gates.remove(endpoint);
    }
    return next;
  }

  /** Tells whether nothing is under way where there is a limit. */
  synchronized boolean isIdle() {
    return gates.isEmpty();
  }
}
