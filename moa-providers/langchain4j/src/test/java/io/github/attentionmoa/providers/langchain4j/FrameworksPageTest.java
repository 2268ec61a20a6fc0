package io.github.attentionmoa.providers.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.result.MoaResult;
import org.junit.jupiter.api.Test;

/** The code of docs/frameworks.md. */
class FrameworksPageTest {
  interface Assistant {
    Result<String> chat(String question);
  }

  private static ChatModel model() {
    FakeModel model = new FakeModel();
    for (int call = 0; call < 9; call++) {
      model.answer("It is blue.");
    }
    return model;
  }

  @Test
  void ensembleStandsWhereAModelStood() {
    ChatModel claude = model();
    ChatModel gpt = model();

    // docs: from-langchain-four-j
    AttentionMoA moa =
        AttentionMoA.builder().layer(LangChain4jAgent.of(claude), LangChain4jAgent.of(gpt)).build();
    Assistant assistant = AiServices.create(Assistant.class, MoaChatModel.of(moa));
    Result<String> answer = assistant.chat("Why is the sky blue?");
    MoaResponseMetadata metadata = (MoaResponseMetadata) answer.finalResponse().metadata();
    MoaResult result = metadata.result(); // why the run ended, every call, what was lost
    // docs: end

    assertThat(answer.content()).isEqualTo("It is blue.");
    assertThat(result.trace().calls()).hasSize(9);
  }
}
