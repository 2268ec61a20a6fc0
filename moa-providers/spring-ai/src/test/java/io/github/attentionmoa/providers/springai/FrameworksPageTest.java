package io.github.attentionmoa.providers.springai;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.result.MoaResult;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;

/** The code of docs/frameworks.md. */
class FrameworksPageTest {
  @Test
  void ensembleStandsWhereAModelStood() {
    ChatModel claude = prompt -> FakeModel.response("It is blue.");
    ChatModel gpt = prompt -> FakeModel.response("It is blue.");

    // docs: from-spring-ai
    AttentionMoA moa =
        AttentionMoA.builder().layer(SpringAiAgent.of(claude), SpringAiAgent.of(gpt)).build();
    ChatClient client = ChatClient.create(MoaChatModel.of(moa));
    ChatResponse answer = client.prompt("Why is the sky blue?").call().chatResponse();
    MoaResult result = MoaChatModel.result(answer).orElseThrow(); // every call, what was lost
    // docs: end

    assertThat(answer.getResult().getOutput().getText()).isEqualTo("It is blue.");
    assertThat(result.trace().calls()).hasSize(9);
  }
}
