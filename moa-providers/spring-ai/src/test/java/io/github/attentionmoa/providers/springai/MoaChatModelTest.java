package io.github.attentionmoa.providers.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeTypeUtils;
import reactor.core.Disposable;

@Timeout(10)
class MoaChatModelTest {
  /** The first is long, because the engine holds back heads that might be marks of a prompt. */
  private static final String[] PIECES = {
    "The air scatters short waves of light far more than long ones, and blue is short.",
    " So the sky",
    " is blue."
  };

  private final ScriptedAgent agent = ScriptedAgent.of("a").on(Stage.PROPOSE).answer("A proposal.");
  private final MoaChatModel model = MoaChatModel.of(plain(agent));
  private final Prompt question = new Prompt("Why is the sky blue?");

  /** One proposal and one aggregation. */
  private static AttentionMoA plain(Agent agent) {
    return AttentionMoA.builder().layer(agent).attention(AttentionScorer.none()).build();
  }

  @Test
  void asksTheEnsembleTheMessages() {
    agent.on(Stage.AGGREGATE).answer("It is blue.");

    ChatResponse response =
        model.call(
            new Prompt(
                new SystemMessage("Be brief."),
                new UserMessage("Hello"),
                new AssistantMessage("Hi"),
                new UserMessage("Why is the sky blue?")));

    assertThat(response.getResult().getOutput().getText()).isEqualTo("It is blue.");
    assertThat(agent.calls(Stage.PROPOSE).get(0).request().conversation().messages())
        .containsExactly(
            Message.system("Be brief."),
            Message.user("Hello"),
            Message.assistant("Hi"),
            Message.user("Why is the sky blue?"));
  }

  @Test
  void resultOfTheRunIsInTheMetadata() {
    Completion completion = Completion.builder("It is blue.").usage(Usage.of(20, 7)).build();
    ScriptedAgent counting = ScriptedAgent.of("b").otherwise().answer(completion);

    ChatResponse response = MoaChatModel.of(plain(counting)).call(question);

    assertThat(MoaChatModel.result(response).orElseThrow().trace().calls()).hasSize(2);
    assertThat(response.getMetadata().getUsage().getPromptTokens()).isEqualTo(40);
    assertThat(response.getMetadata().getUsage().getCompletionTokens()).isEqualTo(14);
    assertThat(response.getMetadata().getModel()).isEqualTo("attention-moa");
  }

  @Test
  void responseOfAnotherModelHasNoResult() {
    assertThat(MoaChatModel.result(FakeModel.response("It is blue."))).isEmpty();
  }

  @Test
  void failedRunIsThrown() {
    MoaChatModel failing =
        MoaChatModel.of(plain(ScriptedAgent.of("b").otherwise().fail(Kind.AUTHENTICATION)));

    assertThatThrownBy(() -> failing.call(question)).isInstanceOf(MoaException.class);
    assertThatThrownBy(() -> failing.stream(question).blockLast()).isInstanceOf(MoaException.class);
  }

  @Test
  void refusesWhatAnEnsembleCannotDo() {
    Media picture = new Media(MimeTypeUtils.IMAGE_PNG, URI.create("https://example.org/sky.png"));
    UserMessage seen = UserMessage.builder().text("What is it?").media(picture).build();
    ToolResponseMessage tool = ToolResponseMessage.builder().responses(List.of()).build();

    assertThatThrownBy(() -> model.call(new Prompt(seen)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("not supported by an ensemble: media");
    assertThatThrownBy(() -> model.call(new Prompt(tool)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("not supported by an ensemble: tool responses");
    assertThat(agent.calls()).isEmpty();
  }

  @Test
  void streamsThePiecesAndLastTheResult() {
    agent.on(Stage.AGGREGATE).answerInPieces(PIECES);

    List<ChatResponse> responses = model.stream(question).collectList().block();

    assertThat(responses)
        .extracting(response -> response.getResult().getOutput().getText())
        .containsExactly(PIECES[0], PIECES[1], PIECES[2], "");
    assertThat(MoaChatModel.result(responses.get(3)).orElseThrow().text())
        .isEqualTo(String.join("", PIECES));
  }

  @Test
  void streamIsAskedAtEachSubscription() {
    agent.on(Stage.AGGREGATE).answer("It is blue.");
    var stream = model.stream(question);
    assertThat(agent.calls()).isEmpty();

    stream.blockLast();
    stream.blockLast();

    assertThat(agent.calls(Stage.AGGREGATE)).hasSize(2);
  }

  @Test
  void streamEndsInAnErrorIfTheAnswerBeginsAnew() {
    agent
        .next(Stage.AGGREGATE)
        .reply(
            call -> {
              call.piece(PIECES[0]);
              call.fail(Kind.CONTENT_FILTERED);
            });

    assertThatThrownBy(() -> model.stream(question).blockLast())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the answer began anew after some of it was streamed");
  }

  @Test
  void disposingCancelsTheRun() {
    CompletableFuture<ScriptedCall> open = new CompletableFuture<>();
    agent.on(Stage.AGGREGATE).reply(open::complete);
    Disposable subscription = model.stream(question).subscribe();
    ScriptedCall call = open.join();

    subscription.dispose();

    while (!call.isCancelled()) {
      Thread.onSpinWait();
    }
    assertThat(call.isOpen()).isFalse();
  }

  @Test
  void chatClientWorksOnTop() {
    agent.on(Stage.AGGREGATE).answer("It is blue.");

    ChatResponse response =
        ChatClient.create(model)
            .prompt()
            .system("Be brief.")
            .user("Why is the sky blue?")
            .call()
            .chatResponse();

    assertThat(response.getResult().getOutput().getText()).isEqualTo("It is blue.");
    assertThat(MoaChatModel.result(response)).isPresent();
  }

  @Test
  void chatClientStreamsOnTop() {
    agent.on(Stage.AGGREGATE).answerInPieces(PIECES);

    List<String> pieces =
        ChatClient.create(model).prompt("Why is the sky blue?").stream()
            .content()
            .collectList()
            .block(Duration.ofSeconds(10));

    assertThat(String.join("", pieces)).isEqualTo(String.join("", PIECES));
  }

  record Colour(String name, int wavelength) {}

  @Test
  void chatClientReadsObjectsFromTheAnswer() {
    agent.on(Stage.AGGREGATE).answer("{\"name\": \"blue\", \"wavelength\": 470}");

    Colour colour = ChatClient.create(model).prompt("Paint the sky").call().entity(Colour.class);

    assertThat(colour).isEqualTo(new Colour("blue", 470));
  }

  @Test
  void ensemblesOfModelsAreModelsOfEnsembles() {
    agent.on(Stage.AGGREGATE).answer("It is blue.");

    ChatResponse response = MoaChatModel.of(plain(SpringAiAgent.of(model))).call(question);

    assertThat(MoaChatModel.result(response).orElseThrow().trace().calls())
        .hasSize(2)
        .allSatisfy(
            call ->
                assertThat(call.completion().orElseThrow().attachment(MoaResult.class))
                    .get()
                    .extracting(inner -> inner.trace().calls().size())
                    .isEqualTo(2));
  }

  @Test
  void streamsOfInnerEnsemblesGoThrough() {
    agent.on(Stage.AGGREGATE).answerInPieces(PIECES);

    List<ChatResponse> responses =
        MoaChatModel.of(plain(SpringAiAgent.of(model))).stream(question).collectList().block();

    assertThat(responses)
        .extracting(response -> response.getResult().getOutput().getText())
        .containsExactly(PIECES[0], PIECES[1], PIECES[2], "");
  }
}
