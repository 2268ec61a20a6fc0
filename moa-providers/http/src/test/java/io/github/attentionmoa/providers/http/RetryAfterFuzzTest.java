package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** A wish to wait is kept to as it is written, or is none; it is never absurd. */
class RetryAfterFuzzTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final String SECONDS = HeldBackRetryAfter.NAME;

  private final RetryAfter retryAfter = new RetryAfter(CLOCK);

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({"Sun, 22 Nov 2026 10:00:30 GMT", "1e", "NaN", "Infinity", "0x1p", "34.4s"})
  void anyWish(byte[] value) {
    String wish = new String(value, StandardCharsets.UTF_8);
    for (String header : new String[] {SECONDS, "retry-after-ms", "x-amz-retry-after"}) {
      check(retryAfter.find(Map.of(header, wish)::get, ""));
    }
    check(retryAfter.find(name -> null, wish));
    check(retryAfter.find(name -> wish, wish));
    if (wish.matches("[1-9][0-9]{0,6}")) {
      assertThat(retryAfter.find(Map.of(SECONDS, wish)::get, ""))
          .hasValue(Duration.ofSeconds(Long.parseLong(wish)));
    }
  }

  private static void check(Optional<Duration> wait) {
    wait.ifPresent(time -> assertThat(time).isPositive().isLessThanOrEqualTo(LONGEST));
  }
}
