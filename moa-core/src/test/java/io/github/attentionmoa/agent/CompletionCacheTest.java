package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCacheTest {
  private static final Completion ANSWER = Completion.of("blue");

  @Test
  void givesBackWhatWasPut() {
    CompletionCache cache = CompletionCache.inMemory(1);

    cache.put("a", ANSWER);

    assertThat(cache.get("a")).containsSame(ANSWER);
    assertThat(cache.get("b")).isEmpty();
  }

  @Test
  void dropsTheOneUsedLongestAgo() {
    CompletionCache cache = CompletionCache.inMemory(2);
    cache.put("a", ANSWER);
    cache.put("b", ANSWER);

    assertThat(cache.get("a")).isPresent();
    cache.put("c", ANSWER);

    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.get("a")).isPresent();
    assertThat(cache.get("c")).isPresent();
  }

  @Test
  void sameKeyIsReplaced() {
    CompletionCache cache = CompletionCache.inMemory(2);
    Completion newer = Completion.of("newer");

    cache.put("a", ANSWER);
    cache.put("b", ANSWER);
    cache.put("b", newer);

    assertThat(cache.get("a")).isPresent();
    assertThat(cache.get("b")).containsSame(newer);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void keepsOneAtLeast(int max) {
    assertThatThrownBy(() -> CompletionCache.inMemory(max))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max: " + max + " (expected: 1 or more)");
  }

  @Test
  void manyThreadsNeverSeeMoreThanItKeepsNorAnotherKeysAnswer() {
    CompletionCache cache = CompletionCache.inMemory(16);

    long wrong =
        IntStream.range(0, 100_000)
            .parallel()
            .mapToObj(i -> "key " + i % 64)
            .peek(key -> cache.put(key, Completion.of(key)))
            .flatMap(key -> cache.get(key).stream().filter(found -> !found.text().equals(key)))
            .count();

    assertThat(wrong).isZero();
    assertThat(IntStream.range(0, 64).filter(i -> cache.get("key " + i).isPresent())).hasSize(16);
  }
}
