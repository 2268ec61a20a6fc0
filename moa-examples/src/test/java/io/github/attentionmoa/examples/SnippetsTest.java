package io.github.attentionmoa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.testing.FaultyAgent;
import io.github.attentionmoa.testing.FaultyAgent.Fault;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short pieces of code in docs and package descriptions: they compile, and do what is said. */
class SnippetsTest {
  private final Agent first = ScriptedAgent.of("first").otherwise().answer("It is blue.");
  private final Agent second = ScriptedAgent.of("second").otherwise().answer("The air is blue.");
  private final Agent third = ScriptedAgent.of("third").otherwise().answer("Blue, by the air.");

  @Test
  void ensembleOfDefaultsIsThePaper() {
    // docs: ensemble
    AttentionMoA moa =
        AttentionMoA.builder().layer(first, second, third).layer(first, second, third).build();
    MoaResult result = moa.ask("Why is the sky blue?");
    // docs: end

    assertThat(moa.plan().calls()).isEqualTo(33);
    assertThat(moa.plan().criticalPath()).isEqualTo(9);
    assertThat(result.text()).isEqualTo("It is blue.");
  }

  @Test
  void conversationGoesOn() {
    AttentionMoA moa = AttentionMoA.builder().layer(first).build();
    // docs: conversation
    Conversation conversation =
        Conversation.of("Why is the sky blue?")
            .system("Answer in one sentence.")
            .assistant("Because air scatters blue light more than red.")
            .user("And why is it red in the evening?");
    MoaResult result = moa.ask(conversation);
    // docs: end

    assertThat(result.trace().calls().get(0).messages()).isEqualTo(conversation.messages());
  }

  @Test
  void functionIsAnAgent() {
    // docs: function-agent
    Agent parrot = Agent.of("parrot", request -> request.conversation().messages().get(0).text());
    // docs: end

    assertThat(AttentionMoA.builder().layer(parrot).build().ask("Hello.").text())
        .isEqualTo("Hello.");
  }

  @Test
  void completionSaysMoreThanItsText() {
    // docs: own-completion
    Completion answer =
        Completion.builder("Air scatters blue light more than red.")
            .finishReason(FinishReason.STOP, "end_turn") // one word for all, and the service's own
            .usage(Usage.of(52, 9)) // tokens in and out
            .model("sky-2-2026-11")
            .build();
    // docs: end

    MoaResult result =
        AttentionMoA.builder().layer(Agent.blocking("sky", request -> answer)).build().ask("Why?");
    assertThat(result.trace().usage().outputTokens()).hasValue(4 * 9);
    assertThat(result.trace().calls().get(0).completion().orElseThrow().model())
        .hasValue("sky-2-2026-11");
  }

  @Test
  void failureSaysWhetherTryingAgainMakesSense() {
    // docs: own-failure
    AgentException busy =
        AgentException.builder(Kind.RATE_LIMITED, "the service has too many requests")
            .statusCode(429)
            .retryAfter(Duration.ofSeconds(2)) // so long the engine waits
            .detail("slow down, please") // the service's own words; never a key or a prompt
            .build();
    // docs: end

    assertThat(busy.isRetryable()).isTrue();
    assertThat(busy.retryAfter()).hasValue(Duration.ofSeconds(2));
  }

  @Test
  void agentSitsMoreThanOnce() {
    // docs: layers
    Layer samples = Layer.builder().agent(first, 3).attention(AttentionScorer.none()).build();
    Layer critics = Layer.of(second, third);
    AttentionMoA moa = AttentionMoA.builder().layer(samples).layer(critics).build();
    // docs: end

    assertThat(moa.plan().calls()).isEqualTo(3 + 1 + 9 + 1);
  }

  @Test
  void agentsDifferInPersonaAndOptions() {
    // docs: agents-of-one-model
    CompletionOptions free = CompletionOptions.builder().temperature(1.0).build();
    CompletionOptions brief = CompletionOptions.builder().maxOutputTokens(100).build();
    Agent dreamer = first.options(free).named("dreamer");
    Agent doubter = first.persona("Doubt what everybody takes for granted.").named("doubter");
    AttentionMoA moa =
        AttentionMoA.builder().layer(dreamer, doubter).options(Stage.ATTEND, brief).build();
    // docs: end

    assertThat(moa.ask("Why?").trace().calls()).extracting(CallRecord::agent).contains("doubter");
  }

  @Test
  void scorersCostWhatTheySay() {
    // docs: scorers
    AttentionScorer everybody = AttentionScorer.dense(); // N² calls: the paper's, and the default
    AttentionScorer peers = AttentionScorer.dense().withoutSelf(); // N² − N
    AttentionScorer neighbours = AttentionScorer.ring(1); // 2N: the next agent, and itself
    AttentionScorer itself = AttentionScorer.selfOnly(); // N
    AttentionScorer nobody = AttentionScorer.none(); // 0: nothing is refined either, plain MoA
    AttentionScorer central = AttentionScorer.lexical().topK(2); // 3N: the two most central peers
    // docs: end

    assertThat(List.of(everybody, peers, neighbours, itself, nobody))
        .extracting(scorer -> scorer.fixed(5).orElseThrow().callCount())
        .containsExactly(25, 20, 10, 5, 0);
    assertThat(attentionCalls(central)).isEqualTo(3 * 5);
  }

  private long attentionCalls(AttentionScorer scorer) {
    Layer five = Layer.builder().agent(first, 5).build();
    MoaResult result = AttentionMoA.builder().layer(five).attention(scorer).build().ask("Why?");
    return result.trace().layers().get(0).attention().suggestions().size();
  }

  @Test
  void attentionIsSet() {
    // docs: attention
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(first, second, third)
            .attention(AttentionScorer.ring(1))
            .build();
    // docs: end

    assertThat(moa.plan().calls()).isEqualTo(3 + 6 + 3 + 1);
  }

  @Test
  void instructionOfAStageIsReplaced() {
    // docs: instruction
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(first, second)
            .prompt(Stage.REFINE, "Answer again, in one line.")
            .build();
    // docs: end

    CallRecord last = moa.ask("Why?").trace().calls().get(7);
    assertThat(last.key().stage()).isEqualTo(Stage.REFINE);
    assertThat(last.messages().get(2).text()).endsWith("Answer again, in one line.");
  }

  @Test
  void aggregatorsFallBack() {
    // docs: aggregator
    Aggregator oneVoice =
        Aggregator.synthesis(second)
            .orElse(Aggregator.synthesis(third))
            .orElse(Aggregator.lexical());
    AttentionMoA moa = AttentionMoA.builder().layer(first, second).aggregator(oneVoice).build();
    // docs: end

    assertThat(moa.ask("Why?").text()).isEqualTo("The air is blue.");
  }

  @Test
  void seatsFallBack() {
    // docs: fallback
    Layer layer = Layer.builder().agent(first).orElse(third).agent(second).build();
    AttentionMoA moa = AttentionMoA.builder().layer(layer).layer(layer).build();
    // docs: end

    assertThat(moa.plan().maxCalls()).isGreaterThan(3 * moa.plan().calls());
  }

  @Test
  void residualsFallBack() {
    // docs: residual
    Residual joining = Residual.synthesis(first).orElse(Residual.synthesis(second));
    AttentionMoA moa =
        AttentionMoA.builder().layer(first, second).layer(first, second).residual(joining).build();
    // docs: end

    assertThat(moa.plan().callsOf(Stage.RESIDUAL)).isEqualTo(1);
  }

  @Test
  void earlyStopsAreCombined() {
    // docs: early-stop
    EarlyStop paper = EarlyStop.whenNoImprovement(); // the default: answers with z_(l-1)
    EarlyStop later = EarlyStop.whenNoImprovement().notBefore(3); // layers 1 to 3 run
    EarlyStop asTheAuthors = EarlyStop.whenNoImprovement().keepingCurrent(); // answers with o_l
    EarlyStop own = EarlyStop.when(history -> history.current().text().length() > 2000);
    EarlyStop none = EarlyStop.never(); // all layers run, no verdict is asked for, exact plans
    // docs: end

    assertThat(List.of(paper, later, asTheAuthors, own, none))
        .extracting(EarlyStop::readsVerdict)
        .containsExactly(true, true, true, false, false);
  }

  @Test
  void retriesAreUpToThePolicy() {
    // docs: retry
    RetryPolicy patient =
        RetryPolicy.builder()
            .maxAttempts(5)
            .backoff(Duration.ofSeconds(1), Duration.ofSeconds(30))
            .build();
    AttentionMoA moa = AttentionMoA.builder().layer(first, second).retry(patient).build();
    // docs: end

    assertThat(moa.plan().maxCalls()).isEqualTo(9 * 5);
  }

  @Test
  void runHasLimits() {
    // docs: limits
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(first, second)
            .retry(RetryPolicy.none())
            .budget(Budget.calls(100).andDeadline(Duration.ofMinutes(2)))
            .build();
    // docs: end

    assertThat(moa.plan().maxCalls()).isEqualTo(9);
  }

  @Test
  void faultsComeBySeed() {
    // docs: faulty-agent
    Agent shaky =
        FaultyAgent.builder(first, 42).chance(Fault.FAIL, 20).chance(Fault.ANSWER_BLANK, 5).build();
    // docs: end

    AttentionMoA moa =
        AttentionMoA.builder().layer(shaky, second, third).retry(RetryPolicy.none()).build();
    assertThat(moa.ask("Why?").text()).isNotBlank();
  }
}
