package io.github.attentionmoa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** The example with HTTP runs against a server on this machine. */
class HttpModelsTest {
  private static final String REPLY =
      """
      {"id": "1", "object": "chat.completion", "model": "any", "choices": [{"index": 0,
       "finish_reason": "stop", "message": {"role": "assistant", "content": "Because of the air."}}],
       "usage": {"prompt_tokens": 5, "completion_tokens": 4, "total_tokens": 9}}
      """;

  @Test
  void threeAgentsInTwoLayersAsk33Times() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(new Answers());
      server.start();
      String url = server.url("/v1").toString();

      String printed = Printed.by(() -> HttpModels.main(new String[] {url, "key"}));

      assertThat(printed).isEqualTo("33\nBecause of the air.\n");
      assertThat(server.getRequestCount()).isEqualTo(33);
    }
  }

  private static final class Answers extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return new MockResponse.Builder()
          .addHeader("Content-Type", "application/json")
          .body(REPLY)
          .build();
    }
  }
}
