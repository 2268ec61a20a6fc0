package io.github.attentionmoa.providers.responses;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.everything;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.providers.http.Golden;
import io.github.attentionmoa.providers.http.KeyHeader;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesRequestTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void nothingUnsetIsSentAndNothingIsStored() throws Exception {
    Golden.check("responses/plain", sentBy(agent().build()).getBody().utf8());
  }

  @Test
  void everyOptionThatTheProtocolHasIsSent() throws IOException {
    String body = ResponsesRequest.of("m", "localhost").streamed(everything()).body().toString();

    Golden.check("responses/everything", body);
  }

  @Test
  void extraFieldsWinOverOurOwn() throws Exception {
    ResponsesAgent agent =
        agent().extraBody("{\"store\": true, \"text\": {\"verbosity\": \"low\"}}").build();

    Golden.check("responses/extra-body", sentBy(agent).getBody().utf8());
  }

  @Test
  void streamAsksForEvents() throws Exception {
    server.enqueue(json(200, ResponsesReplyTest.WHOLE));
    agent().build().stream(question(), piece -> {}).join();

    assertThat(server.takeRequest().getHeaders().get("Accept")).isEqualTo("text/event-stream");
  }

  @ParameterizedTest
  @CsvSource({
    "api.openai.com, BEARER",
    "res.openai.azure.com, API_KEY",
    "res.services.ai.azure.com, API_KEY",
    "openai.azure.com.evil.example, BEARER"
  })
  void azureReadsKeysFromAHeaderOfItsOwn(String host, KeyHeader header) {
    assertThat(ResponsesRequest.of("m", host).whole(question()).keyHeader()).isEqualTo(header);
  }

  @Test
  void keyIsAskedForEachCallAndShownNowhere() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ResponsesAgent agent = agent().apiKey(() -> CANARY + calls.incrementAndGet()).build();

    RecordedRequest first = sentBy(agent);
    RecordedRequest second = sentBy(agent.toBuilder().build());

    assertThat(first.getTarget()).isEqualTo("/v1/responses");
    assertThat(first.getHeaders().get("Authorization")).isEqualTo("Bearer " + CANARY + "1");
    assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer " + CANARY + "2");
    assertThat(agent.toString() + agent.identity() + agent.endpoint()).doesNotContain(CANARY);
  }

  private ResponsesAgent.Builder agent() {
    return ResponsesAgent.builder("m").baseUrl(server.url("/v1").toString());
  }

  private RecordedRequest sentBy(ResponsesAgent agent) throws InterruptedException {
    server.enqueue(json(200, ResponsesReplyTest.WHOLE));
    agent.complete(question()).join();
    return server.takeRequest();
  }
}
