package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.aggregate;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.call;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.lost;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.residual;
import static io.github.attentionmoa.Fixtures.seen;
import static io.github.attentionmoa.Fixtures.verdict;
import static io.github.attentionmoa.Fixtures.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A history that is longer than the window of the agent that joins it. */
class LongHistoryTest {
  private static final CallKey WHOLE = key(4, Stage.RESIDUAL, 0, 0);
  private static final CallKey SHORTER = new CallKey(4, Stage.RESIDUAL, 0, 0, 2);

  private final VirtualTime time = new VirtualTime(10);
  private final ScriptedAgent joiner = marking("joiner");

  private AttentionMoA.Builder ensembleOf(int depth) {
    return layers(ensemble(time), depth, marking(2)).residual(Residual.synthesis(joiner));
  }

  @Test
  void aHistoryThatIsTooLongIsJoinedWithoutItsMiddle() {
    joiner.on(WHOLE).fail(Kind.CONTEXT_LENGTH);

    MoaResult result = ask(time, ensembleOf(4).build());

    assertThat(seen(call(result, WHOLE).messages()))
        .containsExactlyInAnyOrder(residual(1), residual(2), residual(3), aggregate(4));
    assertThat(seen(call(result, SHORTER).messages()))
        .containsExactlyInAnyOrder(residual(3), aggregate(4));
    assertThat(result.text()).isEqualTo(word(SHORTER));
    assertThat(result.isDegraded()).isTrue();
    assertThat(lost(result)).containsExactly(WHOLE);
  }

  @Test
  void theVerdictOfTheShorterHistoryCounts() {
    joiner.on(WHOLE).fail(Kind.CONTEXT_LENGTH);
    joiner.on(SHORTER).answer(request -> verdict(request, "1") + "\nno better");

    MoaResult result = ask(time, ensembleOf(4).build());

    assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOP);
    assertThat(result.text()).isEqualTo(residual(3));
  }

  @Test
  void withoutAMiddleThereIsNothingToLeaveOut() {
    joiner.otherwise().fail(Kind.CONTEXT_LENGTH);

    MoaResult result = ask(time, ensembleOf(2).build());

    assertThat(joiner.calls()).hasSize(1);
    assertThat(result.text()).isEqualTo(aggregate(2));
  }

  @Test
  void aHistoryThatIsTooLongEvenSoLeavesTheLayerOutput() {
    joiner.on(WHOLE).fail(Kind.CONTEXT_LENGTH);
    joiner.on(SHORTER).fail(Kind.CONTEXT_LENGTH);

    MoaResult result = ask(time, ensembleOf(4).build());

    assertThat(lost(result)).containsExactly(WHOLE, SHORTER);
    assertThat(result.text()).isEqualTo(aggregate(4));
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONTEXT_LENGTH")
  void noOtherFailureMakesAShorterHistory(Kind kind) {
    joiner.on(WHOLE).fail(kind);

    MoaResult result = ask(time, ensembleOf(4).retry(RetryPolicy.none()).build());

    assertThat(lost(result)).containsExactly(WHOLE);
    assertThat(result.text()).isEqualTo(aggregate(4));
  }

  @Test
  void thePlanForeseesTheFurtherCallFromTheThirdLayerOn() {
    AttentionMoA moa = ensembleOf(4).retry(RetryPolicy.none()).build();

    assertThat(moa.plan().calls()).isEqualTo(4 * 9 + 3);
    assertThat(moa.plan().maxCalls()).isEqualTo(4 * 9 + 3 + 2);
  }

  @Test
  void theFurtherCallCountsAgainstTheBudget() {
    joiner.on(WHOLE).fail(Kind.CONTEXT_LENGTH);
    AttentionMoA.Builder builder = ensembleOf(4);
    int planned = builder.build().plan().calls();

    MoaResult result = ask(time, builder.budget(Budget.calls(planned)).build());

    assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET);
    assertThat(result.text()).isEqualTo(aggregate(4));
  }

  @Test
  void answersOfTwoHundredThousandTokensComeThroughAWindowOfHalfAMillion() {
    int characters = 800_000;
    joiner.otherwise().reply(c -> answerWithin(2_000_000, c));
    ScriptedAgent writer = marking("writer");
    writer.on(Stage.AGGREGATE).answer(request -> "o".repeat(characters));
    AttentionMoA moa =
        layers(ensemble(time), 5, writer)
            .attention(AttentionScorer.none())
            .residual(Residual.synthesis(joiner))
            .build();

    MoaResult result = ask(time, moa);

    assertThat(result.text()).hasSize(characters);
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.trace().lost())
        .extracting(CallRecord::key)
        .containsExactly(
            key(3, Stage.RESIDUAL, 0, 0),
            key(4, Stage.RESIDUAL, 0, 0),
            key(5, Stage.RESIDUAL, 0, 0));
  }

  private static void answerWithin(int window, ScriptedCall call) {
    List<Message> sent = call.request().conversation().messages();
    if (sent.stream().mapToInt(message -> message.text().length()).sum() > window) {
      call.fail(Kind.CONTEXT_LENGTH);
    } else {
      call.answer(verdict(call.request(), "2") + "\n" + "z".repeat(800_000));
    }
  }
}
