package io.github.attentionmoa.providers.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  private static final int CALLS = 33;

  @TempDir Path directory;

  @ParameterizedTest(name = "at call {0}")
  @ValueSource(ints = {1, 2, 4, 9, 13, 16, 17, 20, 28, 33})
  void aRunThatWasKilledAsksOnlyForWhatItHadNotKept(int call) throws Exception {
    try (Subprocess run = Subprocess.start(KilledProcess.class, file(), call)) {
      assertThat(run.line()).isEqualTo("hanging");
    }
    int kept = Files.readAllLines(file()).size();
    AtomicInteger calls = new AtomicInteger();

    MoaResult result = KilledProcess.ensemble(file(), counting(calls)).ask("Why is the sky blue?");

    assertThat(kept).isLessThan(call);
    assertThat(calls).hasValue(CALLS - kept);
    assertThat(result.trace().calls()).filteredOn(CallRecord::isCached).hasSize(kept);
    assertThat(result.text()).isEqualTo(undisturbed());
  }

  @Test
  void aRunThatEndedCostsNothingTheSecondTime() {
    AtomicInteger calls = new AtomicInteger();
    AttentionMoA moa = KilledProcess.ensemble(file(), counting(calls));
    String first = moa.ask("Why is the sky blue?").text();

    MoaResult second = moa.ask("Why is the sky blue?");

    assertThat(second.text()).isEqualTo(first);
    assertThat(calls).hasValue(CALLS);
    assertThat(second.usage().inputTokens()).hasValue(0);
  }

  @Test
  void aReplayAsksNobody() {
    String recorded = KilledProcess.ensemble(file(), agent -> "of " + agent).ask("Why?").text();
    AtomicInteger calls = new AtomicInteger();

    AttentionMoA replay =
        KilledProcess.ensemble(file(), counting(calls)).toBuilder()
            .cache(FileCache.replayOnly(file()))
            .build();

    assertThat(replay.ask("Why?").text()).isEqualTo(recorded);
    assertThat(calls).hasValue(0);
  }

  @Test
  void aReplayOfAnotherQuestionFailsAndAsksNobody() {
    KilledProcess.ensemble(file(), agent -> "of " + agent).ask("Why?");
    AtomicInteger calls = new AtomicInteger();
    AttentionMoA replay =
        KilledProcess.ensemble(file(), counting(calls)).toBuilder()
            .cache(FileCache.replayOnly(file()))
            .build();

    assertThatThrownBy(() -> replay.ask("How?"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("not recorded in " + file());
    assertThat(calls).hasValue(0);
  }

  @Test
  void whoWillNotBeKeptIsStillAsked() throws Exception {
    Agent agent = Agent.of("ann", request -> "an answer");
    AttentionMoA moa = AttentionMoA.builder().layer(agent).cache(FileCache.open(file())).build();
    Files.delete(file());
    Files.createDirectory(file());

    assertThat(moa.ask("Why?").text()).isEqualTo("an answer");
  }

  private String undisturbed() {
    Path other = directory.resolve("undisturbed.jsonl");
    return KilledProcess.ensemble(other, agent -> "an answer of " + agent)
        .ask("Why is the sky blue?")
        .text();
  }

  private static Function<String, String> counting(AtomicInteger calls) {
    return agent -> {
      calls.incrementAndGet();
      return "an answer of " + agent;
    };
  }

  private Path file() {
    return directory.resolve("calls.jsonl");
  }
}
