package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.AgentException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Whatever a provider says, it is a failure of a kind, shown short, on one line and without key.
 */
class ErrorBodyFuzzTest {
  private static final String KEY = Fixtures.CANARY;
  private static final int MOST_OF_THE_KEY = 12;
  private static final int LONGEST = 1024;
  private static final int[] STATUSES = {400, 401, 404, 429, 500, 529};

  private final Failures failures =
      new Failures("http://localhost", new Masked(List.of(KEY)), Clock.systemUTC());

  /** In the body, {@code KEY} stands for the key. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({"KEY", "\"error\"", "\"message\"", "\"details\"", "\"retryDelay\":\"3s\""})
  void error(byte[] bytes) {
    String body = new String(bytes, StandardCharsets.UTF_8).replace("KEY", KEY);
    if (hasMostOfTheKey(body.replace(KEY, ""))) {
      return;
    }
    for (int status : STATUSES) {
      WireError error = WireError.of(body.getBytes(StandardCharsets.UTF_8));
      checkShown(failures.status(status, name -> body, error));
      checkShown(failures.status(status, name -> null, error));
      checkShown(failures.inside(name -> null, error));
    }
    for (Framing framing : Framing.values()) {
      checkShown(received(framing, body));
    }
  }

  /** The failure that the body is as a reply of status 200, which nobody takes for an answer. */
  private static AgentException received(Framing framing, String body) {
    CompletableFuture<String> result = new CompletableFuture<>();
    ReplyReader<String> reader = new NoAnswer();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    AnyReply.receive(result, reader, framing, new ByteArrayInputStream(bytes));
    assertThat(result).isCompletedExceptionally();
    return (AgentException) result.handle((value, failure) -> failure).join();
  }

  private static void checkShown(AgentException failure) {
    String detail = failure.detail().orElse("");
    assertThat(detail.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(LONGEST);
    for (Throwable shown = failure; shown != null; shown = shown.getCause()) {
      checkText(shown.toString());
    }
    checkText(detail);
  }

  private static void checkText(String shown) {
    assertThat(shown.codePoints().filter(point -> point < ' ' || point == 0x7f)).isEmpty();
    assertThat(hasMostOfTheKey(shown)).as(shown).isFalse();
  }

  private static boolean hasMostOfTheKey(String text) {
    return IntStream.rangeClosed(0, KEY.length() - MOST_OF_THE_KEY)
        .mapToObj(start -> KEY.substring(start, start + MOST_OF_THE_KEY))
        .anyMatch(text::contains);
  }

  /** Takes everything and is never content. */
  private static final class NoAnswer implements ReplyReader<String> {
    @Override
    public void accept(String event, JsonNode payload) {}

    @Override
    public String finish(ReplyEnd end) {
      throw AgentException.of(AgentException.Kind.EMPTY, "no answer");
    }
  }
}
