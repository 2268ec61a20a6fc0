package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.onceOnly;
import static io.github.attentionmoa.Fixtures.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What agents think is not for their peers to read, in any stage. */
class ThinkBlockRunTest {
  private final VirtualTime time = new VirtualTime(11);

  /** Two agents that think in every stage; the second gives a verdict when it is asked for one. */
  private MoaResult runOfAgentsThinking(String before, String after) {
    ScriptedAgent thinker = ScriptedAgent.of("thinker");
    thinker.otherwise().answer(r -> before + Fixtures.ownWord(r) + after);
    thinker
        .on(Stage.RESIDUAL)
        .answer(r -> before + verdict(r, "2") + "\n" + Fixtures.ownWord(r) + after);
    return ask(time, layers(ensemble(time), 3, thinker, thinker).build());
  }

  static Stream<Arguments> blocksAndWhatFollows() {
    return Stream.of(
        arguments("<think>secret</think>", ""),
        arguments(" \n\t<think>\nsecret\n</think>\n\n", ""),
        arguments("<think>secret <think>secret</think> secret</think>", ""),
        arguments("<think><think><think>secret</think></think>secret</think>", ""),
        arguments("<think>secret </ think> <think/> </think>", ""),
        arguments("<think></think>", ""),
        arguments("<think>secret</think>", "\nA <think>tag</think> in an answer is the answer's."));
  }

  @ParameterizedTest
  @MethodSource("blocksAndWhatFollows")
  void noPeerReadsWhatAnAgentThought(String block, String rest) {
    MoaResult result = runOfAgentsThinking(block, rest);

    assertThat(result.isDegraded()).isFalse();
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.text()).isEqualTo(Fixtures.residual(3) + rest);
    assertThat(result.trace().calls())
        .hasSize(29)
        .flatExtracting(call -> call.messages())
        .extracting(message -> message.text())
        .noneMatch(text -> text.contains("secret"));
    assertThat(result.trace().calls())
        .allMatch(call -> call.completion().orElseThrow().text().endsWith(rest))
        .allMatch(call -> call.completion().orElseThrow().reasoning().isPresent());
  }

  static Stream<Arguments> repliesOfThoughtAlone() {
    return Stream.of(
        arguments("<think>secret", FinishReason.LENGTH),
        arguments("<think>secret", FinishReason.STOP),
        arguments("<think>secret <think>secret</think> secret", FinishReason.LENGTH),
        arguments("<think>secret</think>", FinishReason.STOP),
        arguments("<think>secret</think> \n ", FinishReason.LENGTH),
        arguments("<think>", FinishReason.LENGTH),
        arguments("<think>secret</think", FinishReason.LENGTH));
  }

  @ParameterizedTest
  @MethodSource("repliesOfThoughtAlone")
  void thoughtAloneIsNoAnswer(String reply, FinishReason reason) {
    ScriptedAgent thinker = ScriptedAgent.of("thinker");
    thinker.otherwise().reply(call -> end(call, reply, reason));

    MoaResult result = ask(time, layers(onceOnly(time), 2, marking("sound"), thinker).build());

    assertThat(result.trace().lost())
        .hasSize(2)
        .allMatch(call -> call.key().stage() == Stage.PROPOSE && call.key().from() == 2)
        .allMatch(call -> call.failure().orElseThrow().kind() == Kind.EMPTY);
    assertThat(result.trace().calls())
        .flatExtracting(call -> call.messages())
        .extracting(message -> message.text())
        .noneMatch(text -> text.contains("secret"));
  }

  private static void end(ScriptedCall call, String reply, FinishReason reason) {
    call.answer(Completion.builder(reply).finishReason(reason, reason.name()).build());
  }

  @Test
  void aVerdictInAThoughtDoesNotStop() {
    ScriptedAgent thinker = ScriptedAgent.of("thinker").otherwise().answer(Fixtures::ownWord);
    thinker
        .on(Stage.RESIDUAL)
        .answer(r -> "<think>" + verdict(r, "1") + "</think>\n" + Fixtures.ownWord(r));

    MoaResult result = ask(time, layers(ensemble(time), 2, thinker).build());

    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.text()).isEqualTo(Fixtures.residual(2));
  }
}
