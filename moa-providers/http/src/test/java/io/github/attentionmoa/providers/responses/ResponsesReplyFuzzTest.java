package io.github.attentionmoa.providers.responses;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.providers.http.AnyReply;
import io.github.attentionmoa.providers.http.Framing;

/** Any bytes are an answer or a failure, and a stream without an end is no answer. */
class ResponsesReplyFuzzTest {
  private static final AnyReply REPLY =
      AnyReply.of(
          Framing.EVENTS,
          ResponsesReply::new,
          "response.completed",
          "response.incomplete",
          "response.failed",
          "\"response\"");

  @FuzzTest(maxDuration = "10m")
  void reply(byte[] body) {
    REPLY.check(body);
  }
}
