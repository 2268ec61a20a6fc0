package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CompletionTest {
  @Test
  void textAloneEndedByItself() {
    Completion completion = Completion.of("blue");

    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(completion.rawFinishReason()).isEmpty();
    assertThat(completion.usage()).isEqualTo(Usage.unknown());
    assertThat(completion.reasoning()).isEmpty();
  }

  @Test
  void builderKeepsEverythingButWhatIsSetAgain() {
    Completion completion =
        Completion.builder("blue")
            .reasoning("hm")
            .model("m")
            .requestId("17")
            .finishReason(FinishReason.LENGTH, "max_tokens")
            .usage(Usage.of(1, 2))
            .attachment(42)
            .build();

    Completion changed = completion.toBuilder().text("green").build();

    assertThat(changed.text()).isEqualTo("green");
    assertThat(changed.reasoning()).hasValue("hm");
    assertThat(changed.model()).hasValue("m");
    assertThat(changed.requestId()).hasValue("17");
    assertThat(changed.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(changed.rawFinishReason()).isEqualTo("max_tokens");
    assertThat(changed.usage()).isEqualTo(Usage.of(1, 2));
    assertThat(changed.attachment(Integer.class)).hasValue(42);
  }

  @Test
  void attachmentIsForThoseWhoKnowItsType() {
    Completion completion = Completion.builder("blue").attachment("note").build();

    assertThat(completion.attachment(Integer.class)).isEmpty();
    assertThat(completion.attachment(CharSequence.class)).hasValue("note");
  }

  @Test
  void requestKeepsEverythingButWhatIsSetAgain() {
    CompletionOptions options = CompletionOptions.builder().seed(7).build();
    CallKey key = new CallKey(1, Stage.PROPOSE, 1, 1, 1);
    CompletionRequest request =
        CompletionRequest.builder(Conversation.of("Why?"))
            .options(options)
            .key(key)
            .timeout(Duration.ofSeconds(2))
            .build();

    CompletionRequest changed = request.toBuilder().conversation(Conversation.of("How?")).build();

    assertThat(changed.conversation()).isEqualTo(Conversation.of("How?"));
    assertThat(changed.options()).isEqualTo(options);
    assertThat(changed.key()).hasValue(key);
    assertThat(changed.timeout()).hasValue(Duration.ofSeconds(2));
  }

  @Test
  void timeoutIsMoreThanZero() {
    CompletionRequest.Builder builder = CompletionRequest.builder(Conversation.of("Why?"));

    assertThatThrownBy(() -> builder.timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout: PT0S (expected: more than zero)");
    assertThatThrownBy(() -> builder.timeout(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wordsStayOutOfTheDescriptions() {
    assertThat(Completion.of("secret"))
        .hasToString("Completion(6 characters, STOP, Usage(unknown in, unknown out, incomplete))");
    assertThat(CompletionRequest.of(Conversation.of("secret")))
        .hasToString("CompletionRequest({})");
  }
}
