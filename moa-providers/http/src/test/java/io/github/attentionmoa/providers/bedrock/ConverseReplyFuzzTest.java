package io.github.attentionmoa.providers.bedrock;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.providers.http.AmazonEvents;
import io.github.attentionmoa.providers.http.AnyReply;
import io.github.attentionmoa.providers.http.Framing;
import java.nio.charset.StandardCharsets;

/** Any bytes are an answer or a failure, and a stream without an end is no answer. */
class ConverseReplyFuzzTest {
  private static final AnyReply REPLY =
      AnyReply.of(Framing.BINARY_EVENTS, ConverseReply::new, "\"stopReason\"");

  /** As they are, and each line as a message: an event's type, a space, JSON. */
  @FuzzTest(maxDuration = "10m")
  void reply(byte[] body) {
    REPLY.check(body);

    REPLY.check(
        AmazonEvents.stream(
                new String(body, StandardCharsets.UTF_8)
                    .lines()
                    .map(ConverseReplyFuzzTest::message)
                    .toArray(byte[][]::new))
            .readByteArray());
  }

  private static byte[] message(String line) {
    int space = line.indexOf(' ');
    boolean isEvent = space >= 0 && space < 50;
    return AmazonEvents.event(
        isEvent ? line.substring(0, space).replaceAll("[^!-~]", "?") : "",
        line.substring(space + 1));
  }
}
