package io.github.attentionmoa.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps completions, so that a call with the same key need not be paid again.
 *
 * <p>The engine asks it from many threads and treats a throw as "not there". It waits for it, 5
 * seconds at most; a cache that takes longer is not asked again in that run. The key covers agent,
 * options, place of the call in the run and the whole conversation. Only answers are put, never
 * failures; a call ends after its answer was put.
 */
public interface CompletionCache {
  /** Returns the completion of a key; empty if there is none. */
  Optional<Completion> get(String key);

  /** Keeps the completion of a key. */
  void put(String key, Completion value);

  /**
   * Returns a cache in memory that drops the completions used longest ago. Safe for many threads.
   *
   * @param max the most completions to keep, 1 or more
   * @throws IllegalArgumentException if less than 1
   */
  static CompletionCache inMemory(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("max: " + max + " (expected: 1 or more)");
    }
    Map<String, Completion> kept =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Completion> eldest) {
                return size() > max;
              }
            });
    return new CompletionCache() {
      @Override
      public Optional<Completion> get(String key) {
        return Optional.ofNullable(kept.get(key));
      }

      @Override
      public void put(String key, Completion value) {
        kept.put(key, value);
      }
    };
  }
}
