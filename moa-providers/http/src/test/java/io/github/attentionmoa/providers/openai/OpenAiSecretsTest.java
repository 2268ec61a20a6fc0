package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static io.github.attentionmoa.providers.openai.Fixtures.agentOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OpenAiSecretsTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  static MockResponse[] repliesThatEchoTheKey() {
    String error = "{\"error\":{\"message\":\"wrong key KEY\",\"code\":\"KEY\",\"type\":\"KEY\"}}";
    return new MockResponse[] {
      json(401, error.replace("KEY", CANARY)),
      json(500, "<html>Bearer " + CANARY + "</html>"),
      json(400, "{\"error\":\"x\"}").newBuilder().addHeader("x-request-id", CANARY).build(),
      json(200, error.replace("KEY", CANARY)),
      json(200, "no JSON but " + CANARY),
      json(200, "{\"choices\":[{\"message\":{\"refusal\":\"not for " + CANARY + "\"}}]}"),
      json(200, "{\"choices\":[{\"finish_reason\":\"" + CANARY + "\"}]}"),
      json(302, "").newBuilder().addHeader("Location", "/" + CANARY).build(),
      json(200, "{}").newBuilder().status("HTTP/1.1 " + CANARY).build(),
      json(200, "{}").newBuilder().onResponseStart(new SocketEffect.CloseSocket()).build(),
    };
  }

  @ParameterizedTest
  @MethodSource("repliesThatEchoTheKey")
  void keyThatTheServerEchoesShowsNowhere(MockResponse reply) {
    server.enqueue(reply);

    AgentException failure = failure(agentOf(server).complete(question()));

    assertThat(allOf(failure)).contains("AgentException").doesNotContain(CANARY);
  }

  @Test
  void headersOfOnesOwnAreSecretToo() {
    server.enqueue(json(401, "{\"error\":\"wrong token-" + CANARY + "\"}"));
    OpenAiAgent agent =
        OpenAiAgent.builder("m")
            .baseUrl(server.url("/v1").toString())
            .header("X-Token", "Bearer token-" + CANARY)
            .build();

    assertThat(allOf(failure(agent.complete(question())))).doesNotContain(CANARY);
    assertThat(agent.toString()).doesNotContain(CANARY);
  }

  @Test
  void shortHeadersOfOnesOwnLeaveTheProvidersWordsAlone() {
    server.enqueue(json(401, "{\"error\":\"1 wrong token\"}"));
    OpenAiAgent agent =
        OpenAiAgent.builder("m")
            .baseUrl(server.url("/v1").toString())
            .header("X-Empty", "")
            .header("X-Version", "1")
            .build();

    assertThat(failure(agent.complete(question())).detail()).hasValue("1 wrong token");
  }

  @Test
  void agentDescribesItselfWithoutItsKey() {
    OpenAiAgent agent = agentOf(server);

    assertThat(agent.toString() + agent.name() + agent.identity() + agent.endpoint())
        .contains("OpenAiAgent(m, http://")
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\nX-Evil: 1", "\u00e9", "\u0000", " x"})
  void keyThatNoHeaderCanCarryIsRefusedUnseen(String rubbish) {
    assertThatThrownBy(() -> OpenAiAgent.builder("m").apiKey(CANARY + rubbish + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("apiKey")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void keyFromASupplierIsCheckedAtTheCall() {
    OpenAiAgent agent =
        OpenAiAgent.builder("m")
            .baseUrl(server.url("/v1").toString())
            .apiKey(() -> CANARY + "\n" + CANARY)
            .build();

    AgentException failure = failure(agent.complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(allOf(failure)).doesNotContain(CANARY);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void headerThatCannotBeSentIsRefusedUnseen() {
    assertThatThrownBy(() -> OpenAiAgent.builder("m").header("X-Token", CANARY + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Token")
        .hasMessageNotContaining(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/v1",
        "ftp://localhost/v1",
        "https://user:" + CANARY + "@example.com/v1",
        "https://example.com/v1#" + CANARY,
        "http://127.0.0.1.example.com/v1",
        "https://example.com/v1?api_key=" + CANARY,
        "https://",
        "example.com/v1",
        "https://exa mple.com/" + CANARY
      })
  void baseUrlThatCouldLeadAKeyAstrayIsRefused(String url) {
    assertThatThrownBy(() -> OpenAiAgent.builder("m").baseUrl(url).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baseUrl")
        .hasMessageContaining("expected")
        .hasMessageNotContaining(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080/v1", "http://127.1.2.3", "http://[::1]:1/", "https://a.b"})
  void baseUrlOfThisMachineNeedsNoTls(String url) {
    assertThat(OpenAiAgent.builder("m").baseUrl(url).build().endpoint()).endsWith(" m");
  }

  @Test
  void plainHttpToOtherMachinesHasToBeAllowed() {
    OpenAiAgent agent =
        OpenAiAgent.builder("m").baseUrl("http://gpu.lan:8000/v1").allowInsecure().build();

    assertThat(agent.endpoint()).isEqualTo("http://gpu.lan:8000/v1 m");
  }

  private static String allOf(AgentException failure) {
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    return all + " " + failure.detail();
  }
}
