package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clock shows does not count, only what passes between two looks at it. */
class ClockTest {
  private static final long SECOND = 1_000_000_000;

  /** A run with waits, time-outs, an endpoint that rests, and a deadline. */
  private static List<String> run(VirtualTime time) {
    ScriptedAgent flaky = marking("flaky");
    flaky.on(Stage.PROPOSE).fail(Kind.OVERLOADED);
    ScriptedAgent silent = marking("silent");
    silent.on(Stage.ATTEND).stayOpen();
    AttentionMoA moa =
        layers(ensemble(time), 3, marking("sound"), silent, flaky, flaky, flaky, flaky)
            .callTimeout(Duration.ofSeconds(2))
            .budget(Budget.deadline(Duration.ofSeconds(20)))
            .build();
    MoaResult result = ask(time, moa);
    return result.trace().calls().stream()
        .map(call -> call + " " + call.start() + " " + call.took())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -SECOND, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 7 * SECOND})
  void aRunIsTheSameWhateverItsClockShows(long origin) {
    List<String> usual = run(new VirtualTime(1));

    assertThat(run(new VirtualTime(1, origin))).isEqualTo(usual);
    assertThat(usual)
        .anyMatch(call -> call.contains("SKIPPED"))
        .anyMatch(call -> call.contains("TIMED_OUT"));
  }
}
