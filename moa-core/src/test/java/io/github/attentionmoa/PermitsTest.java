package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermitsTest {
  private final Permits permits = new Permits();
  private final List<String> granted = new ArrayList<>();

  private boolean acquire(String who, int max) {
    return permits.acquire("endpoint", max, () -> granted.add(who));
  }

  private void release() {
    permits.release("endpoint", 1);
  }

  @Test
  void whoNamesTheSmallerLimitWaitsUntilSoFewAreUnderWay() {
    assertThat(acquire("a", 3)).isTrue();
    assertThat(acquire("b", 3)).isTrue();
    assertThat(acquire("small", 1)).isFalse();

    release();
    assertThat(granted).isEmpty();
    release();

    assertThat(granted).containsExactly("small");
  }

  @Test
  void nobodyPassesWhoWaits() {
    acquire("a", 3);
    acquire("small", 1);

    assertThat(acquire("late", 3)).isFalse();
  }

  @Test
  void allWhoFitAreLetInAtOnce() {
    acquire("a", 3);
    acquire("small", 1);
    acquire("b", 3);
    acquire("c", 3);
    acquire("d", 3);

    release();

    assertThat(granted).containsExactly("small", "b", "c");
  }

  @Test
  void nothingIsKeptOfAnEndpointWhereNothingIsUnderWay() {
    acquire("a", 1);
    acquire("b", 1);

    release();
    assertThat(permits.isIdle()).isFalse();
    release();

    assertThat(permits.isIdle()).isTrue();
  }
}
