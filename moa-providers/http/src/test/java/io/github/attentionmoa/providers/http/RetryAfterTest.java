package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
  private static final String SECONDS = HeldBackRetryAfter.NAME;

  private final RetryAfter retryAfter = new RetryAfter(CLOCK);

  @Test
  void dateCountsFromNow() {
    assertThat(retryAfter.find(Map.of(SECONDS, "Sun, 22 Nov 2026 10:00:30 GMT")::get, ""))
        .hasValue(Duration.ofSeconds(30));
  }

  @Test
  void dateInThePastCountsAsNone() {
    assertThat(retryAfter.find(Map.of(SECONDS, "Sun, 22 Nov 2026 09:59:59 GMT")::get, ""))
        .isEmpty();
  }

  @Test
  void millisecondsBeatSecondsUnlessUseless() {
    assertThat(retryAfter.find(Map.of("retry-after-ms", "250", SECONDS, "1")::get, ""))
        .hasValue(Duration.ofMillis(250));
    assertThat(retryAfter.find(Map.of("retry-after-ms", "0", SECONDS, "1")::get, ""))
        .hasValue(Duration.ofSeconds(1));
  }

  @Test
  void amazonsHeaderIsInMilliseconds() {
    assertThat(retryAfter.find(Map.of("x-amz-retry-after", "1500")::get, ""))
        .hasValue(Duration.ofMillis(1500));
  }

  @Test
  void googlesDelayStandsInTheBody() {
    assertThat(retryAfter.find(name -> null, "34.4s")).hasValue(Duration.ofMillis(34_400));
    assertThat(retryAfter.find(name -> null, "soon")).isEmpty();
    assertThat(retryAfter.find(name -> null, "-3s")).isEmpty();
  }
}
