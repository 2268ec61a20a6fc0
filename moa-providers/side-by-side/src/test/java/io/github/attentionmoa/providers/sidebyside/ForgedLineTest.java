package io.github.attentionmoa.providers.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.result.MoaException;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others write stays in its line of a log: no breaks, no escapes, no turned direction. */
@Timeout(60)
class ForgedLineTest {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final String FORGED = "\r\nFORGED \u001b[31m\u202e\u2028\u0085";
  private static final String AS_JSON = "\\r\\nFORGED \\u001b[31m\\u202e\\u2028\\u0085";

  @StartStop private final MockWebServer server = new MockWebServer();

  private final Evidence evidence = new Evidence();

  @AfterEach
  void stop() {
    evidence.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SILENT", "DRIPPING"})
  void providersWordsForgeNoLine(Fault fault) {
    run(OpenAiAgent.builder("m").baseUrl(always(fault.reply(AS_JSON))).build());

    assertThat(evidence.lines()).isNotEmpty().allSatisfy(ForgedLineTest::isOneLine);
  }

  @Test
  void headersAndPagesForgeNoLine() {
    MockResponse page =
        new MockResponse.Builder()
            .code(500)
            .addHeaderLenient("x-request-id", "FORGED \u001b[31m\u202e\u2028")
            .body("<html>" + FORGED)
            .build();

    run(OpenAiAgent.builder("m").baseUrl(always(page)).build());

    assertThat(evidence.lines())
        .anySatisfy(line -> assertThat(line).contains("request FORGED"))
        .allSatisfy(ForgedLineTest::isOneLine);
  }

  @Test
  void namesForgeNoLine() {
    run(
        OpenAiAgent.builder("m")
            .name("a" + FORGED)
            .baseUrl(always(Fault.SERVER_ERROR.reply("no")))
            .build());

    assertThat(evidence.lines())
        .anySatisfy(line -> assertThat(line).contains("FORGED"))
        .allSatisfy(ForgedLineTest::isOneLine);
  }

  @Test
  void modelWithALineBreakIsRefused() {
    assertThatThrownBy(() -> OpenAiAgent.builder("m" + FORGED))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .satisfies(ForgedLineTest::isOneLine);
  }

  private String always(MockResponse reply) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return reply;
          }
        });
    return server.url("/v1").toString();
  }

  private void run(Agent agent) {
    evidence.line(agent);
    AttentionMoA moa =
        AttentionMoA.builder().name("n" + FORGED).retry(RetryPolicy.none()).layer(agent).build();
    evidence.line(moa);
    try {
      evidence.result(moa.ask("Why is the sky blue?"));
    } catch (MoaException e) {
      evidence.failure(e);
    }
  }

  private static void isOneLine(String line) {
    assertThat(INVISIBLE.matcher(line).find()).as(line).isFalse();
  }
}
