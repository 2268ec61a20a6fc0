package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final RunPlan PLAN =
      RunPlan.of(Map.of(Stage.PROPOSE, 2, Stage.REFINE, 2), 12, 2, true);

  private final Cli cli = new Cli();

  @Test
  void aPlainLogHasALineForEachStageAtItsEnd() {
    StageRows rows = rows();

    rows.onCallStarted(key(Stage.PROPOSE, 1), "x");
    rows.onCallEnded(answered(Stage.PROPOSE, 1));
    assertThat(cli.err()).isEmpty();
    rows.onCallEnded(lost(Stage.PROPOSE, 2));

    assertThat(cli.err()).isEqualTo("layer 1  propose             2    1.5 s   1 lost\n");
  }

  @Test
  void aTerminalHasTheOpenLinesDrawnOver() {
    cli.terminals("err");
    StageRows rows = rows();

    rows.onCallStarted(key(Stage.PROPOSE, 1), "x");
    rows.onCallEnded(answered(Stage.PROPOSE, 1));

    assertThat(cli.err())
        .isEqualTo(
            "layer 1  propose        0 of 2\n\u001b[1A\u001b[J"
                + "layer 1  propose        1 of 2    1.5 s\n");
  }

  @Test
  void aDumbTerminalGetsAPlainLog() {
    cli.terminals("err").env("TERM", "dumb");

    rows().onCallStarted(key(Stage.PROPOSE, 1), "x");

    assertThat(cli.err()).isEmpty();
  }

  @Test
  void linesStayAsTheyAreOnceTheAnswerIsWritten() {
    cli.terminals("out", "err");
    StageRows rows = rows();
    AnswerStream stream = new AnswerStream(cli.terminal(), rows);

    stream.onText("An ");
    rows.onCallStarted(key(Stage.PROPOSE, 1), "x");
    stream.onText("answer.");

    assertThat(stream.end()).isTrue();
    assertThat(cli.out()).isEqualTo("An answer.\n");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void anAnswerThatBeginsAnewIsSetApart() {
    AnswerStream stream = new AnswerStream(cli.terminal(), rows());

    stream.onText("No");
    stream.onTextRestarted();
    stream.onText("Yes");

    assertThat(cli.out())
        .isEqualTo("No\n\n[that text does not count: the answer begins anew]\n\nYes");
  }

  @Test
  void textsOfModelsCannotSteerTheTerminal() {
    AnswerStream stream = new AnswerStream(cli.terminal(), rows());

    stream.onText("a\u001b[2Jb\tc\nd\u009b1m");

    assertThat(cli.out()).isEqualTo("a\ufffd[2Jb\tc\nd\ufffd1m");
  }

  @Test
  void titlesAreBoldOnATerminal() {
    cli.terminals("err");

    shown();

    assertThat(cli.err()).contains("\u001b[1m--- layer 1, proposal by 1 (x)\u001b[0m");
  }

  @Test
  void nothingIsBoldWhereNoColourIsWanted() {
    cli.terminals("err").env("NO_COLOR", "1");

    shown();

    assertThat(cli.err()).contains("--- layer 1, proposal by 1 (x)\n").doesNotContain("\u001b[1m");
  }

  private void shown() {
    new ShownTexts(cli.terminal(), rows()).onCallEnded(answered(Stage.PROPOSE, 1));
  }

  private StageRows rows() {
    return new StageRows(cli.terminal(), PLAN, 1);
  }

  private static CallKey key(Stage stage, int agent) {
    return new CallKey(1, stage, agent, agent, 1);
  }

  private static CallRecord answered(Stage stage, int agent) {
    return record(stage, agent).answered(Completion.of("some words")).build();
  }

  private static CallRecord lost(Stage stage, int agent) {
    AgentException why = AgentException.of(Kind.UNAVAILABLE, "down");
    return record(stage, agent).lost(Outcome.FAILED, why).build();
  }

  private static CallRecord.Builder record(Stage stage, int agent) {
    return CallRecord.builder(key(stage, agent)).agent("x").took(Duration.ofMillis(1500));
  }
}
