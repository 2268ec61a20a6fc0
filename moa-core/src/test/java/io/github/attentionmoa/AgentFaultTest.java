package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.call;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.result.MoaResult;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents that cannot even say who they are. */
class AgentFaultTest {
  private final VirtualTime time = new VirtualTime(8);
  private final Agent sound = marking("sound");

  /** An agent that says of itself what it is given. */
  private record Odd(
      Supplier<String> itsName,
      Supplier<String> itsIdentity,
      Supplier<String> itsEndpoint,
      Supplier<Integer> itsMost)
      implements Agent {
    @Override
    public CompletionStage<Completion> complete(CompletionRequest request) {
      throw new AssertionError("called, though it has a fault");
    }

    @Override
    public String name() {
      return itsName.get();
    }

    @Override
    public String identity() {
      return itsIdentity.get();
    }

    @Override
    public String endpoint() {
      return itsEndpoint.get();
    }

    @Override
    public int maxConcurrentCalls() {
      return itsMost.get();
    }
  }

  private static String odd() {
    return "odd";
  }

  private static int one() {
    return 1;
  }

  private static String bug() {
    throw new IllegalStateException("a bug");
  }

  private static Odd odd(Supplier<Integer> most) {
    return new Odd(AgentFaultTest::odd, AgentFaultTest::odd, AgentFaultTest::odd, most);
  }

  private static Odd oddName(Supplier<String> name) {
    return new Odd(name, AgentFaultTest::odd, AgentFaultTest::odd, AgentFaultTest::one);
  }

  private static Odd oddIdentity(Supplier<String> identity) {
    return new Odd(AgentFaultTest::odd, identity, AgentFaultTest::odd, AgentFaultTest::one);
  }

  private static Odd oddEndpoint(Supplier<String> endpoint) {
    return new Odd(AgentFaultTest::odd, AgentFaultTest::odd, endpoint, AgentFaultTest::one);
  }

  static Stream<Agent> agentsThatCannotSayWhoTheyAre() {
    return Stream.of(
        oddName(AgentFaultTest::bug),
        oddName(() -> null),
        oddIdentity(AgentFaultTest::bug),
        oddIdentity(() -> null),
        oddEndpoint(AgentFaultTest::bug),
        oddEndpoint(() -> null),
        odd(() -> bug().length()),
        odd(() -> 0),
        odd(() -> -3));
  }

  private MoaResult askWith(Agent odd) {
    AttentionMoA.Builder builder =
        layers(ensemble(time), 2, sound, odd)
            .aggregator(Aggregator.synthesis(odd).orElse(Aggregator.synthesis(sound)))
            .residual(Residual.synthesis(odd));
    return ask(time, builder.build());
  }

  @ParameterizedTest
  @MethodSource("agentsThatCannotSayWhoTheyAre")
  void anAgentThatCannotSayWhoItIsLosesItsCallsAndTheRunGoesOn(Agent odd) {
    MoaResult result = askWith(odd);

    CallRecord lost = call(result, key(1, Stage.PROPOSE, 2, 2));
    assertThat(lost.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(lost.attempts()).isZero();
    assertThat(lost.failure().orElseThrow().kind()).isEqualTo(Kind.AGENT_FAULT);
    assertThat(lost.failure().orElseThrow().getCause()).isInstanceOf(RuntimeException.class);
    assertThat(result.trace().lost()).hasSize(5);
    assertThat(result.text()).isEqualTo("[2-AGGREGATE-0-0-2]");
    assertThat(time.openTimers()).isZero();
  }

  @Test
  void theFaultNamesTheAgentAndWhatIsWrong() {
    MoaResult result = askWith(odd(() -> 0));

    assertThat(call(result, key(1, Stage.PROPOSE, 2, 2)).failure().orElseThrow())
        .hasMessage("odd threw java.lang.IllegalArgumentException")
        .hasRootCauseMessage("maxConcurrentCalls: 0 (expected: 1 or more)");
  }

  @Test
  void anAgentWhoseNameThrowsIsNamedByItsSeat() {
    MoaResult result = askWith(oddName(AgentFaultTest::bug));

    assertThat(call(result, key(1, Stage.PROPOSE, 2, 2)).agent()).isEqualTo("agent 2");
  }

  @Test
  void anErrorWhereAnAgentSaysWhoItIsEndsTheRunAtOnce() {
    Error broken = new LinkageError("broken");
    Agent odd =
        oddEndpoint(
            () -> {
              throw broken;
            });
    var silent = marking("silent");
    silent.otherwise().stayOpen();
    AttentionMoA moa = layers(ensemble(time), 1, silent, odd).build();

    var run = time.runUntil(moa.askAsync(Fixtures.QUESTION));

    assertThat(run.handle((done, thrown) -> thrown).join()).isSameAs(broken);
    assertThat(time.now()).isZero();
    assertThat(silent.calls()).allMatch(call -> call.isCancelled());
  }
}
