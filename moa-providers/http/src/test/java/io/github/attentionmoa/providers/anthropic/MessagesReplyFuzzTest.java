package io.github.attentionmoa.providers.anthropic;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.providers.http.AnyReply;
import io.github.attentionmoa.providers.http.Framing;

/** Any bytes are an answer or a failure, and a stream without an end is no answer. */
class MessagesReplyFuzzTest {
  private static final AnyReply REPLY =
      AnyReply.of(Framing.EVENTS, MessagesReply::new, "message_stop", "\"message\"");

  @FuzzTest(maxDuration = "10m")
  void reply(byte[] body) {
    REPLY.check(body);
  }
}
