package io.github.attentionmoa.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
  private final Conversation conversation = Conversation.of("Why?");

  @Test
  void turnsFollowAndSystemGoesFirst() {
    assertThat(conversation.assistant("So.").user("Really?").system("Be brief.").messages())
        .containsExactly(
            Message.system("Be brief."),
            Message.user("Why?"),
            Message.assistant("So."),
            Message.user("Really?"));
  }

  @Test
  void addingLeavesTheFirstOneAlone() {
    conversation.user("Really?");

    assertThat(conversation.messages()).containsExactly(Message.user("Why?"));
  }

  @Test
  void listIsCopied() {
    List<Message> messages = new ArrayList<>(List.of(Message.user("Why?")));
    Conversation copied = Conversation.of(messages);

    messages.clear();

    assertThat(copied).isEqualTo(conversation);
    assertThatThrownBy(() -> copied.messages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void hasAtLeastOneMessage() {
    assertThatThrownBy(() -> Conversation.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("messages: none (expected: at least one)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "\u2003"})
  void turnsAreNotBlank(String blank) {
    assertThatThrownBy(() -> Conversation.of(blank))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text: blank USER turn (expected: some words)");
    assertThatThrownBy(() -> conversation.assistant(blank))
        .hasMessage("text: blank ASSISTANT turn (expected: some words)");
    assertThatThrownBy(() -> conversation.system(blank))
        .hasMessage("text: blank SYSTEM turn (expected: some words)");
  }

  @Test
  void nullsAreNamed() {
    assertThatThrownBy(() -> Conversation.of((String) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("text");
    assertThatThrownBy(() -> Conversation.of((List<Message>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("messages");
  }

  @Test
  void equalWhenTheMessagesAre() {
    assertThat(Conversation.of("Why?")).isEqualTo(conversation).hasSameHashCodeAs(conversation);
    assertThat(conversation).isNotEqualTo(Conversation.of("How?"));
    assertThat(Message.user("Why?")).isNotEqualTo(Message.assistant("Why?"));
  }

  @Test
  void hashesSpreadOverRolesAndTexts() {
    assertThat(
            Stream.of(
                    conversation,
                    Conversation.of("How?"),
                    Conversation.of(List.of(Message.system("Why?"))),
                    conversation.assistant("So."))
                .map(Conversation::hashCode))
        .doesNotHaveDuplicates();
  }

  @Test
  void wordsStayOutOfTheDescription() {
    assertThat(conversation.system("Be brief."))
        .hasToString("[SYSTEM(9 characters), USER(4 characters)]");
  }
}
