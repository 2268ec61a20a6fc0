package io.github.attentionmoa.family;

import static io.github.attentionmoa.family.Fixtures.agent;
import static io.github.attentionmoa.family.Fixtures.agents;
import static io.github.attentionmoa.family.Fixtures.callsOf;
import static io.github.attentionmoa.family.Fixtures.ensemble;
import static io.github.attentionmoa.prompt.Stage.AGGREGATE;
import static io.github.attentionmoa.prompt.Stage.PROPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class NestedTest {
  private static AttentionMoA.Builder inner(List<? extends Agent> agents) {
    return ensemble(agents, 1).attention(AttentionScorer.none()).name("inner");
  }

  private static AttentionMoA outer(Agent... agents) {
    return ensemble(List.of(agents), 1).attention(AttentionScorer.none()).build();
  }

  private static CallRecord innerCall(MoaResult result) {
    return result.trace().calls().stream()
        .filter(call -> call.agent().equals("inner") && call.key().stage() == PROPOSE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ensembleAnswersAsAnAgentOfAnother() {
    List<ScriptedAgent> seats = agents(2);
    ScriptedAgent voice = agent("voice");

    MoaResult result = outer(voice, inner(seats).build()).ask("Q?");

    assertThat(voice.calls(AGGREGATE).get(0).hasSeen("o of layer 1")).isTrue();
    assertThat(callsOf(seats)).isEqualTo(3);
    assertThat(result.trace().calls()).hasSize(3);
  }

  @Test
  void usageOfTheInnerRunIsSummed() {
    Completion counted = Completion.builder("text").usage(Usage.of(10, 1)).build();
    ScriptedAgent seat = ScriptedAgent.of("seat").otherwise().answer(counted);
    ScriptedAgent voice = ScriptedAgent.of("voice").otherwise().answer(counted);

    MoaResult result = outer(voice, inner(List.of(seat, seat)).build()).ask("Q?");

    assertThat(innerCall(result).usage()).isEqualTo(Usage.of(30, 3));
    assertThat(result.usage()).isEqualTo(Usage.of(50, 5));
  }

  @Test
  void traceOfTheInnerRunIsReachableFromTheOuterRecord() {
    MoaResult result = outer(agent("voice"), inner(agents(2)).build()).ask("Q?");

    MoaResult within =
        innerCall(result)
            .completion()
            .flatMap(completion -> completion.attachment(MoaResult.class))
            .orElseThrow();
    assertThat(within.trace().calls())
        .extracting(CallRecord::agent)
        .containsExactly("agent 1", "agent 2", "agent 1");
  }

  @Test
  void cancellingTheOuterRunCutsOffTheInnerCalls() throws InterruptedException {
    CountDownLatch underWay = new CountDownLatch(2);
    Executor threads = thenCounting(underWay);
    ScriptedAgent slow = ScriptedAgent.of("slow").otherwise().stayOpen();
    AttentionMoA inner = inner(List.of(slow)).executor(threads).build();
    AttentionMoA outer = outer(inner).toBuilder().executor(threads).build();
    CompletableFuture<MoaResult> run = outer.askAsync("Q?");
    underWay.await();

    run.cancel(true);

    assertThat(slow.calls().get(0).isCancelled()).isTrue();
  }

  /** A thread a task; the latch counts the tasks that have ended. */
  private static Executor thenCounting(CountDownLatch ended) {
    return task ->
        new Thread(
                () -> {
                  task.run();
                  ended.countDown();
                })
            .start();
  }

  @Test
  void innerRunEndsBeforeTheTimeOfTheCallIsUp() {
    ScriptedAgent stuck = ScriptedAgent.of("stuck").otherwise().stayOpen();
    CompletionRequest request =
        CompletionRequest.builder(Conversation.of("Q?")).timeout(Duration.ofMillis(50)).build();

    var answer = inner(List.of(stuck)).build().complete(request).toCompletableFuture();

    assertThatThrownBy(answer::join).rootCause().isInstanceOf(MoaException.class);
    assertThat(stuck.calls()).allMatch(ScriptedCall::isCancelled);
  }

  @Test
  void innerRunWithoutAnAnswerIsALostCallWithItsReason() {
    ScriptedAgent failing = ScriptedAgent.of("failing").otherwise().fail(Kind.REFUSED);

    MoaResult result = outer(agent("voice"), inner(List.of(failing)).build()).ask("Q?");

    CallRecord lost = innerCall(result);
    assertThat(lost.outcome()).isEqualTo(Outcome.FAILED);
    AgentException reason = lost.failure().orElseThrow();
    assertThat(reason.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(reason.getCause()).isInstanceOf(MoaException.class);
  }

  @Test
  void earlierTurnsReachTheInnerAgentsAsMessages() {
    ScriptedAgent seat = agent("seat");
    Conversation conversation =
        Conversation.of("Hello").assistant("Hi").user("Q?").system("Be brief.");

    outer(inner(List.of(seat)).build()).ask(conversation);

    assertThat(seat.calls(PROPOSE).get(0).request().conversation()).isEqualTo(conversation);
    assertThat(seat.calls(AGGREGATE).get(0).request().conversation().messages())
        .startsWith(conversation.messages().toArray(Message[]::new))
        .hasSize(conversation.messages().size() + 1);
  }

  @Test
  void answerOfAnInnerEnsembleIsStreamed() {
    ScriptedAgent voice = agent("voice").next(AGGREGATE).answerInPieces("The sky", " is blue.");
    AttentionMoA moa =
        ensemble(List.of(agent("other")), 1)
            .attention(AttentionScorer.none())
            .aggregator(
                (refinements, context) ->
                    context.call(inner(List.of(voice)).build(), Prompt.of("Say it.")))
            .build();
    List<String> told = new CopyOnWriteArrayList<>();

    MoaResult result =
        moa.askAsync(
                Conversation.of("Q?"),
                new RunListener() {
                  @Override
                  public void onText(String text) {
                    told.add(text);
                  }

                  @Override
                  public void onTextRestarted() {
                    told.clear();
                  }
                })
            .join();

    assertThat(result.text()).isEqualTo("The sky is blue.");
    assertThat(String.join("", told)).isEqualTo("The sky is blue.");
  }
}
