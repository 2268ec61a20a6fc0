package io.github.attentionmoa.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.testing.FaultyAgent.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FaultyAgentTest {
  private final ScriptedAgent inner = ScriptedAgent.of("a").otherwise().answer("blue");
  private final List<Duration> delays = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();

  @Test
  void passesAnswersOnWithoutFaults() {
    assertThat(ask(FaultyAgent.builder(inner, 1).build()).join().text()).isEqualTo("blue");
  }

  @Test
  void passesFailuresOnAsTheyAre() {
    Agent agent =
        FaultyAgent.builder(ScriptedAgent.of("a").otherwise().fail(Kind.QUOTA), 1).build();

    assertThat(kindOf(ask(agent))).isEqualTo(Kind.QUOTA);
  }

  @Test
  void failsWithTheKindsGiven() {
    Agent agent = always(Fault.FAIL).kinds(Kind.OVERLOADED).build();

    assertThat(kindOf(ask(agent))).isEqualTo(Kind.OVERLOADED);
    assertThat(inner.calls()).isEmpty();
  }

  @Test
  void throwsWhatIsNoAgentException() {
    Agent agent = always(Fault.THROW).build();

    assertThatThrownBy(() -> ask(agent)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void silentCallNeverEndsByItself() {
    CompletableFuture<Completion> end = ask(always(Fault.STAY_SILENT).build());

    assertThat(end).isNotDone();
    assertThat(tasks).isEmpty();
    assertThat(end.cancel(true)).isTrue();
  }

  @Test
  void answersBlank() {
    assertThat(ask(always(Fault.ANSWER_BLANK).build()).join().text()).isEmpty();
  }

  @Test
  void answersAfterACancelThatItIgnores() {
    Agent agent =
        always(Fault.IGNORE_CANCEL)
            .delay(Duration.ZERO, Duration.ofSeconds(9), this::later)
            .build();
    CompletableFuture<Completion> end = ask(agent);

    assertThat(end.cancel(true)).isFalse();
    assertThat(end).isNotDone();
    tasks.forEach(Runnable::run);

    assertThat(end.join().text()).isEqualTo("blue");
  }

  @Test
  void endsTwiceWithTwoAnswers() {
    List<String> firstEnds = new ArrayList<>();
    Agent agent = always(Fault.END_TWICE).delay(Duration.ZERO, Duration.ZERO, this::later).build();
    CompletableFuture<Completion> end = ask(agent);
    CompletableFuture<Void> watched = end.thenAccept(each -> firstEnds.add(each.text()));

    tasks.forEach(Runnable::run);

    assertThat(watched).isDone();
    assertThat(firstEnds).containsExactly("blue");
    assertThat(end.join().text()).isEqualTo("the second end of one call");
  }

  @Test
  void holdsAnswersBackForAsLongAsTheDelay() {
    Agent agent =
        FaultyAgent.builder(inner, 3)
            .delay(Duration.ofMillis(20), Duration.ofMillis(200), this::later)
            .build();

    CompletableFuture<Completion> end = ask(agent);

    assertThat(end).isNotDone();
    tasks.forEach(Runnable::run);
    assertThat(end).isCompleted();
    assertThat(delays)
        .singleElement()
        .satisfies(
            delay -> assertThat(delay).isBetween(Duration.ofMillis(20), Duration.ofMillis(200)));
  }

  @Test
  void cancelReachesTheAgentWithin() {
    ScriptedAgent open = ScriptedAgent.of("a").otherwise().stayOpen();

    ask(FaultyAgent.builder(open, 1).build()).cancel(true);

    assertThat(open.calls().get(0).isCancelled()).isTrue();
  }

  @Test
  void seedMeansTheSameInAnyOrderOfCalls() {
    List<CompletionRequest> forwards = requests();
    List<CompletionRequest> backwards = requests();
    Collections.reverse(backwards);

    List<String> first = outcomes(mixed(7), forwards);
    List<String> second = outcomes(mixed(7), backwards);

    Collections.reverse(second);
    assertThat(first).isEqualTo(second).contains("null", "", "blue", "failed");
  }

  @Test
  void anotherSeedMeansOtherFaults() {
    assertThat(outcomes(mixed(7), requests())).isNotEqualTo(outcomes(mixed(8), requests()));
  }

  @Test
  void retryOfACallIsDrawnAnew() {
    List<CompletionRequest> retries = Collections.nCopies(50, requests().get(0));

    assertThat(outcomes(mixed(7), retries)).contains("blue", "failed");
  }

  @Test
  void faultsComeAboutAsOftenAsSet() {
    Agent agent = FaultyAgent.builder(inner, 5).chance(Fault.ANSWER_BLANK, 25).build();

    List<String> answers = outcomes(agent, Collections.nCopies(4000, requests().get(0)));

    assertThat(Collections.frequency(answers, "")).isBetween(900, 1100);
  }

  @Test
  void rejectsChancesThatAreNone() {
    FaultyAgent.Builder builder = always(Fault.FAIL);

    assertThatThrownBy(() -> builder.chance(Fault.THROW, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("THROW: 1.0 percent (expected: 0 or more, at most 100 in all)");
    assertThatThrownBy(() -> FaultyAgent.builder(inner, 1).chance(Fault.FAIL, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsDelaysInTheWrongOrder() {
    assertThatThrownBy(
            () -> FaultyAgent.builder(inner, 1).delay(Duration.ofSeconds(2), Duration.ZERO, null))
        .hasMessage("delay: PT2S to PT0S (expected: 0 or more, shorter first)");
  }

  @Test
  void isTheAgentWithinToEverybodyElse() {
    inner.endpoint("local").maxConcurrentCalls(2);
    Agent agent = FaultyAgent.builder(inner, 1).build();

    agent.close();

    assertThat(agent.name()).isEqualTo("a");
    assertThat(agent.identity()).isEqualTo("a");
    assertThat(agent.endpoint()).isEqualTo("local");
    assertThat(agent.maxConcurrentCalls()).isEqualTo(2);
    assertThat(inner.isClosed()).isTrue();
  }

  private FaultyAgent.Builder always(Fault fault) {
    return FaultyAgent.builder(inner, 1).chance(fault, 100);
  }

  private Agent mixed(long seed) {
    return FaultyAgent.builder(inner, seed)
        .chance(Fault.FAIL, 20)
        .chance(Fault.STAY_SILENT, 20)
        .chance(Fault.ANSWER_BLANK, 20)
        .build();
  }

  private static List<CompletionRequest> requests() {
    List<CompletionRequest> requests = new ArrayList<>();
    for (int from = 1; from <= 50; from++) {
      CallKey key = new CallKey(1, Stage.PROPOSE, from, from, 1);
      requests.add(CompletionRequest.builder(Conversation.of("Why?")).key(key).build());
    }
    return requests;
  }

  private static List<String> outcomes(Agent agent, List<CompletionRequest> requests) {
    List<String> outcomes = new ArrayList<>();
    for (CompletionRequest request : requests) {
      CompletableFuture<String> text =
          agent
              .complete(request)
              .thenApply(Completion::text)
              .exceptionally(failure -> "failed")
              .toCompletableFuture();
      outcomes.add(String.valueOf(text.getNow(null)));
    }
    return outcomes;
  }

  private static CompletableFuture<Completion> ask(Agent agent) {
    return agent.complete(requests().get(0)).toCompletableFuture();
  }

  private static Kind kindOf(CompletableFuture<Completion> end) {
    return end.handle((completion, failure) -> ((AgentException) failure).kind()).join();
  }

  private void later(Duration delay, Runnable task) {
    delays.add(delay);
    tasks.add(task);
  }
}
