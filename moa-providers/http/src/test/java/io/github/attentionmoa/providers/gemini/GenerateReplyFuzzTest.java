package io.github.attentionmoa.providers.gemini;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.providers.http.AnyReply;
import io.github.attentionmoa.providers.http.Framing;

/** Any bytes are an answer or a failure, and a stream without an end is no answer. */
class GenerateReplyFuzzTest {
  private static final AnyReply REPLY =
      AnyReply.of(Framing.EVENTS, GenerateReply::new, "finishReason", "blockReason");

  @FuzzTest(maxDuration = "10m")
  void reply(byte[] body) {
    REPLY.check(body);
  }
}
