package io.github.attentionmoa.providers.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MoaChatModelTest {
  private final ScriptedAgent agent = ScriptedAgent.of("a");
  private final ChatModel model = MoaChatModel.of(plain(agent));

  /** One proposal and one aggregation. */
  static AttentionMoA plain(Agent agent) {
    return AttentionMoA.builder().layer(agent).attention(AttentionScorer.none()).build();
  }

  @Test
  void asksTheEnsembleTheMessages() {
    agent.otherwise().answer("It is blue.");

    ChatResponse response =
        model.chat(
            SystemMessage.from("Be brief."),
            UserMessage.from("Hello"),
            AiMessage.from("Hi"),
            UserMessage.from(TextContent.from("Why is"), TextContent.from("the sky blue?")));

    assertThat(response.aiMessage().text()).isEqualTo("It is blue.");
    assertThat(agent.calls(Stage.PROPOSE).get(0).request().conversation().messages())
        .containsExactly(
            Message.system("Be brief."),
            Message.user("Hello"),
            Message.assistant("Hi"),
            Message.user("Why is\nthe sky blue?"));
  }

  @Test
  void resultOfTheRunIsInTheMetadata() {
    agent.otherwise().answer(Completion.builder("It is blue.").usage(Usage.of(20, 7)).build());

    ChatResponse response = model.chat(UserMessage.from("Why is the sky blue?"));

    MoaResult result = ((MoaResponseMetadata) response.metadata()).result();
    assertThat(result.text()).isEqualTo("It is blue.");
    assertThat(result.trace().calls()).hasSize(2);
    assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(40, 14));
    assertThat(response.modelName()).isEqualTo("attention-moa");
  }

  @Test
  void metadataThatIsCopiedKeepsTheResult() {
    agent.otherwise().answer("It is blue.");
    ChatResponse response = model.chat(UserMessage.from("Why is the sky blue?"));

    MoaResponseMetadata copy =
        ((MoaResponseMetadata) response.metadata()).toBuilder().id("id-1").build();

    assertThat(copy.result()).isSameAs(((MoaResponseMetadata) response.metadata()).result());
    assertThat(copy.id()).isEqualTo("id-1");
    assertThat(copy.modelName()).isEqualTo("attention-moa");
    assertThat(copy).isNotEqualTo(response.metadata());
    assertThat(copy.toBuilder().id(null).build()).isEqualTo(response.metadata());
  }

  @Test
  void failedRunIsThrown() {
    agent.otherwise().fail(Kind.AUTHENTICATION);

    assertThatThrownBy(() -> model.chat("Why is the sky blue?")).isInstanceOf(MoaException.class);
  }

  static List<ChatRequest> impossible() {
    UserMessage question = UserMessage.from("Why is the sky blue?");
    return List.of(
        ChatRequest.builder()
            .messages(question)
            .toolSpecifications(ToolSpecification.builder().name("look").build())
            .build(),
        ChatRequest.builder().messages(question).responseFormat(ResponseFormat.JSON).build(),
        ChatRequest.builder()
            .messages(UserMessage.from(ImageContent.from("https://example.org/sky.png")))
            .build(),
        ChatRequest.builder()
            .messages((ChatMessage) ToolExecutionResultMessage.from("1", "look", "blue"))
            .build());
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void refusesWhatAnEnsembleCannotDo(ChatRequest request) {
    assertThatThrownBy(() -> model.chat(request))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageStartingWith("not supported by an ensemble: ");
    assertThat(agent.calls()).isEmpty();
  }

  interface Assistant {
    Result<String> chat(String question);
  }

  @Test
  void aiServicesWorkOnTop() {
    agent.otherwise().answer("It is blue.");
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .chatMemory(MessageWindowChatMemory.withMaxMessages(10))
            .build();

    assistant.chat("Hello");
    Result<String> answer = assistant.chat("Why is the sky blue?");

    assertThat(answer.content()).isEqualTo("It is blue.");
    assertThat(answer.finalResponse().metadata()).isInstanceOf(MoaResponseMetadata.class);
    assertThat(agent.calls(Stage.PROPOSE).get(1).request().conversation().messages())
        .containsExactly(
            Message.user("Hello"),
            Message.assistant("It is blue."),
            Message.user("Why is the sky blue?"));
  }

  record Colour(String name, int wavelength) {}

  interface Painter {
    Colour paint(String what);
  }

  @Test
  void aiServicesReadObjectsFromTheAnswer() {
    agent.otherwise().answer("{\"name\": \"blue\", \"wavelength\": 470}");

    Colour colour = AiServices.create(Painter.class, model).paint("the sky");

    assertThat(colour).isEqualTo(new Colour("blue", 470));
  }

  @Test
  void ensemblesOfModelsAreModelsOfEnsembles() {
    agent.otherwise().answer("It is blue.");
    AttentionMoA outer = plain(LangChain4jAgent.of(model));

    ChatResponse response = MoaChatModel.of(outer).chat(UserMessage.from("Why is the sky blue?"));

    MoaResult result = ((MoaResponseMetadata) response.metadata()).result();
    assertThat(result.text()).isEqualTo("It is blue.");
    assertThat(result.trace().calls())
        .hasSize(2)
        .allSatisfy(
            call ->
                assertThat(call.completion().orElseThrow().attachment(MoaResult.class))
                    .get()
                    .extracting(inner -> inner.trace().calls().size())
                    .isEqualTo(2));
  }

  @Test
  void failureOfAnInnerRunIsNotRetried() {
    agent.otherwise().fail(Kind.AUTHENTICATION);

    assertThatThrownBy(() -> plain(LangChain4jAgent.of(model)).ask("Why is the sky blue?"))
        .isInstanceOfSatisfying(
            MoaException.class, e -> assertThat(e.trace().calls().get(0).attempts()).isEqualTo(1));
  }
}
