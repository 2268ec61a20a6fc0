package io.github.attentionmoa.providers.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.langchain4j.LangChain4jAgent;
import io.github.attentionmoa.providers.langchain4j.MoaChatModel;
import io.github.attentionmoa.providers.micrometer.CallMeters;
import io.github.attentionmoa.providers.micrometer.ObservationListener;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.providers.record.Detail;
import io.github.attentionmoa.providers.record.FileCache;
import io.github.attentionmoa.providers.record.RunRecord;
import io.github.attentionmoa.providers.springai.SpringAiAgent;
import io.github.attentionmoa.result.MoaResult;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.BeanOutputConverter;
import tools.jackson.databind.json.JsonMapper;

/** LangChain4j, Spring AI, OkHttp, Micrometer and both generations of Jackson in one program. */
class SideBySideTest {
  record Asked(String question) {}

  private static final String QUESTION = "Why is the sky blue?";

  @StartStop private final MockWebServer server = new MockWebServer();
  @TempDir private Path folder;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry observations = ObservationRegistry.create();

  @BeforeEach
  void start() {
    observations
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters))
        .observationHandler(CallMeters.of(meters));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body("{\"choices\":[{\"message\":{\"content\":\"Of the light.\"}}]}")
                .build();
          }
        });
  }

  @Test
  void bothGenerationsOfJacksonAreThereAndWriteTheSame() throws Exception {
    ObjectMapper second = new ObjectMapper();
    JsonMapper third = JsonMapper.builder().build();

    assertThat(second.version().getMajorVersion()).isEqualTo(2);
    assertThat(third.version().getMajorVersion()).isEqualTo(3);
    assertThat(second.writeValueAsString(Map.of("question", QUESTION)))
        .isEqualTo("{\"question\":\"" + QUESTION + "\"}")
        .isEqualTo(third.writeValueAsString(Map.of("question", QUESTION)));
  }

  @Test
  void eachFrameworkReadsItsJson() {
    String message = ChatMessageSerializer.messageToJson(UserMessage.from(QUESTION));

    assertThat(ChatMessageDeserializer.messageFromJson(message))
        .isEqualTo(UserMessage.from(QUESTION));
    assertThat(new BeanOutputConverter<>(Asked.class).convert("{\"question\":\"Why?\"}"))
        .isEqualTo(new Asked("Why?"));
  }

  @Test
  void agentsOfAllThreeMakeOneEnsemble() {
    MoaResult result = ensemble().ask(QUESTION);

    assertThat(result.isDegraded()).isFalse();
    assertThat(result.trace().calls()).hasSize(3 + 9 + 3 + 1);
    assertThat(server.getRequestCount()).isEqualTo(1 + 3 + 1);
    assertThat(meters.get("gen_ai.client.operation").timers())
        .extracting(Timer::count)
        .satisfies(counts -> assertThat(counts.stream().mapToLong(n -> n).sum()).isEqualTo(16));
    assertThat(RunRecord.parse(RunRecord.of(result).json(Detail.FULL)).answer())
        .hasValue(result.text());
  }

  @Test
  void ensembleIsAModelOfBothFrameworksWhichShareItsCache() {
    AttentionMoA moa = ensemble();
    String first = MoaChatModel.of(moa).chat(QUESTION);
    int asked = server.getRequestCount();

    String second =
        io.github.attentionmoa.providers.springai.MoaChatModel.of(moa)
            .call(new Prompt(QUESTION))
            .getResult()
            .getOutput()
            .getText();

    assertThat(first).isEqualTo("Of the air.");
    assertThat(second).isEqualTo(first);
    assertThat(server.getRequestCount()).isEqualTo(asked);
  }

  private AttentionMoA ensemble() {
    Agent http = OpenAiAgent.builder("http").baseUrl(server.url("/v1").toString()).build();
    return AttentionMoA.builder()
        .layer(LangChain4jAgent.of(langChain()), SpringAiAgent.of(spring()), http)
        .listener(ObservationListener.of(observations))
        .taskDecorator(ObservationListener.taskDecorator(observations))
        .cache(FileCache.open(folder.resolve("cache.jsonl")))
        .build();
  }

  private static ChatModel langChain() {
    return new ChatModel() {
      @Override
      public ChatResponse doChat(ChatRequest request) {
        return ChatResponse.builder().aiMessage(AiMessage.from("Of the air.")).build();
      }
    };
  }

  private static org.springframework.ai.chat.model.ChatModel spring() {
    var answer = new Generation(new AssistantMessage("Of the eye."));
    return prompt -> new org.springframework.ai.chat.model.ChatResponse(List.of(answer));
  }
}
