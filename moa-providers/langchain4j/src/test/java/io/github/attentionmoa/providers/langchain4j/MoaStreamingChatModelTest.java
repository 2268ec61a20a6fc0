package io.github.attentionmoa.providers.langchain4j;

import static io.github.attentionmoa.providers.langchain4j.MoaChatModelTest.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class MoaStreamingChatModelTest {
  /** The first is long, because the engine holds back heads that might be marks of a prompt. */
  private static final String[] PIECES = {
    "The air scatters short waves of light far more than long ones, and blue is short.",
    " So the sky",
    " is blue."
  };

  private static final String ANSWER = String.join("", PIECES);

  private final ScriptedAgent agent = ScriptedAgent.of("a").on(Stage.PROPOSE).answer("A proposal.");
  private final MoaStreamingChatModel model = MoaStreamingChatModel.of(plain(agent));

  /** Notes what it is told. */
  private static class Notes implements StreamingChatResponseHandler {
    final List<String> pieces = new ArrayList<>();
    final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String piece) {
      pieces.add(piece);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      end.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
    }
  }

  @Test
  void tellsThePiecesAndThenTheWhole() {
    agent.on(Stage.AGGREGATE).answerInPieces(PIECES);
    Notes notes = new Notes();

    model.chat("Why is the sky blue?", notes);

    ChatResponse response = notes.end.join();
    assertThat(response.aiMessage().text()).isEqualTo(ANSWER);
    assertThat(((MoaResponseMetadata) response.metadata()).result().text()).isEqualTo(ANSWER);
    assertThat(notes.pieces).containsExactly(PIECES);
  }

  @Test
  void answerThatBeginsAnewCountsAsAWhole() {
    agent
        .next(Stage.AGGREGATE)
        .reply(
            call -> {
              call.piece(PIECES[0]);
              call.fail(Kind.CONTENT_FILTERED);
            });
    Notes notes = new Notes();

    model.chat("Why is the sky blue?", notes);

    assertThat(notes.end.join().aiMessage().text()).isEqualTo("A proposal.");
    assertThat(notes.pieces).containsExactly(PIECES[0]);
  }

  @Test
  void failedRunIsAnError() {
    ScriptedAgent failing = ScriptedAgent.of("b").otherwise().fail(Kind.AUTHENTICATION);
    Notes notes = new Notes();

    MoaStreamingChatModel.of(plain(failing)).chat("Why is the sky blue?", notes);

    assertThat(notes.end.handle((response, error) -> error).join())
        .isInstanceOf(MoaException.class);
  }

  @Test
  void handleCancelsTheRunAndNothingIsToldAfterwards() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    agent.on(Stage.AGGREGATE).reply(call -> call.piece(PIECES[0]));
    Notes notes =
        new Notes() {
          @Override
          public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
            super.onPartialResponse(piece, context);
            context.streamingHandle().cancel();
            assertThat(context.streamingHandle().isCancelled()).isTrue();
            told.countDown();
          }
        };

    model.chat("Why is the sky blue?", notes);

    told.await();
    while (!agent.calls(Stage.AGGREGATE).get(0).isCancelled()) {
      Thread.onSpinWait();
    }
    assertThat(notes.pieces).containsExactly(PIECES[0]);
    assertThat(notes.end).isNotDone();
  }

  @Test
  void handlerThatThrowsIsToldOfIt() {
    agent.on(Stage.AGGREGATE).answer("It is blue.");
    RuntimeException bug = new IllegalStateException("handler");
    Notes notes =
        new Notes() {
          @Override
          public void onCompleteResponse(ChatResponse response) {
            throw bug;
          }
        };

    model.chat("Why is the sky blue?", notes);

    assertThat(notes.end.handle((response, error) -> error).join()).isSameAs(bug);
  }

  interface Assistant {
    TokenStream chat(String question);
  }

  @Test
  void aiServicesWorkOnTop() {
    agent.on(Stage.AGGREGATE).answerInPieces(PIECES);
    Notes notes = new Notes();

    AiServices.create(Assistant.class, model)
        .chat("Why is the sky blue?")
        .onPartialResponse(notes::onPartialResponse)
        .onCompleteResponse(notes::onCompleteResponse)
        .onError(notes::onError)
        .start();

    assertThat(notes.end.join().metadata()).isInstanceOf(MoaResponseMetadata.class);
    assertThat(notes.pieces).containsExactly(PIECES);
  }

  @Test
  void streamsOfInnerEnsemblesGoThrough() {
    agent.on(Stage.AGGREGATE).answerInPieces(PIECES);
    Notes notes = new Notes();

    MoaStreamingChatModel.of(plain(LangChain4jAgent.of(model))).chat("Why is the sky blue?", notes);

    assertThat(notes.end.join().aiMessage().text()).isEqualTo(ANSWER);
    assertThat(notes.pieces).containsExactly(PIECES);
  }
}
