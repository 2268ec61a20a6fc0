package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.http.Fixtures.events;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static io.github.attentionmoa.providers.openai.Fixtures.LAST_CHUNK;
import static io.github.attentionmoa.providers.openai.Fixtures.agentOf;
import static io.github.attentionmoa.providers.openai.Fixtures.answering;
import static io.github.attentionmoa.providers.openai.Fixtures.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;

class OpenAiStreamTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void piecesComeInOrderAndMakeTheText() {
    server.enqueue(events(chunk("Be"), chunk("cause"), LAST_CHUNK, "[DONE]"));
    List<String> pieces = new ArrayList<>();

    Completion completion = agentOf(server).stream(question(), pieces::add).join();

    assertThat(pieces).containsExactly("Be", "cause");
    assertThat(completion.text()).isEqualTo("Because");
  }

  @Test
  void streamWithoutDoneIsWholeOnceTheReasonCame() {
    server.enqueue(events(chunk("Because"), LAST_CHUNK));

    assertThat(agentOf(server).stream(question(), piece -> {}).join().text()).isEqualTo("Because");
  }

  @Test
  void streamThatEndsEarlyIsNoAnswer() {
    server.enqueue(events(chunk("Beca")));

    AgentException failure = failure(agentOf(server).stream(question(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void errorEventFailsTheCallAndBeatsTheChoicesBesideIt() {
    String error = "{'error':{'code':502,'message':'m'},'choices':[{'delta':{}}]}";
    server.enqueue(events(chunk("Beca"), error, "[DONE]"));

    AgentException failure = failure(agentOf(server).stream(question(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.statusCode()).hasValue(502);
  }

  @Test
  void errorFieldOfOlderLlamaServersFailsTheCall() {
    server.enqueue(events(chunk("Beca") + "\n\nerror: {'code':500,'message':'m'}"));

    assertThat(failure(agentOf(server).stream(question(), piece -> {})).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void wholeAnswerToAStreamedRequestIsRead() {
    server.enqueue(answering("Because"));
    List<String> pieces = new ArrayList<>();

    Completion completion = agentOf(server).stream(question(), pieces::add).join();

    assertThat(completion.text()).isEqualTo("Because");
    assertThat(pieces).containsExactly("Because");
  }

  @Test
  void wholeErrorToAStreamedRequestIsAFailure() {
    server.enqueue(json(200, "{'error':{'message':'m','code':500}}"));

    assertThat(failure(agentOf(server).stream(question(), piece -> {})).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void dataThatIsNoJsonIsMalformed() {
    server.enqueue(events(chunk("Beca"), "oops"));

    assertThat(failure(agentOf(server).stream(question(), piece -> {})).kind())
        .isEqualTo(Kind.MALFORMED_RESPONSE);
  }

  @Test
  void listenerThatThrowsEndsTheCall() {
    server.enqueue(events(chunk("Because"), LAST_CHUNK, "[DONE]"));

    AgentException failure =
        failure(
            agentOf(server).stream(
                question(),
                piece -> {
                  throw new IllegalStateException("listener");
                }));

    assertThat(failure.kind()).isEqualTo(Kind.AGENT_FAULT);
    assertThat(failure.getCause()).hasMessage("listener");
  }

  @Test
  void usageOfTheLastChunkCounts() {
    String usage =
        "{'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':2,"
            + "'prompt_tokens_details':{'cached_tokens':4}}}";
    server.enqueue(events("{'choices':[]}", chunk("Because"), usage, LAST_CHUNK, "[DONE]"));

    Completion completion = agentOf(server).stream(question(), piece -> {}).join();

    assertThat(completion.usage().inputTokens()).hasValue(9);
    assertThat(completion.usage().outputTokens()).hasValue(2);
    assertThat(completion.usage().cachedInputTokens()).hasValue(4);
  }
}
