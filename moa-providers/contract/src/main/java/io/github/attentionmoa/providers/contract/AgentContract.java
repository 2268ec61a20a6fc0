package io.github.attentionmoa.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the engine relies on in every agent, as a test that the author of one extends.
 *
 * <p>It checks that a call is one exchange, failed or not, without retries; that failures are
 * {@link AgentException}s and blank answers stay blank; that streams hand on the whole text; that a
 * cancel reaches the source; that many calls at once get an answer each; and that closing does no
 * harm.
 *
 * <p>The author connects the agent to a source that the test plays: a mock web server, a fake
 * model, a scripted agent behind a bridge. The methods that script the source are called before the
 * exchange that they are for, and the source serves exchanges in that order:
 *
 * <pre>{@code
 * class ParrotTest extends AgentContract {
 *   private final FakeParrot source = new FakeParrot();
 *   private final Agent parrot = new ParrotAgent(source);
 *
 *   protected Agent agent() { return parrot; }
 *   protected void answerNext(String text) { source.willSay(text); }
 *   ...
 * }
 * }</pre>
 *
 * <p>A test that takes longer than 10 seconds has failed; {@code @Timeout} on the extending class
 * changes that.
 */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class AgentContract {
  private static final int CALLS_AT_ONCE = 8;
  private static final CompletionRequest REQUEST =
      CompletionRequest.of(Conversation.of("Why is the sky blue?").system("Be brief."));

  /** For the tests that extend this one. */
  protected AgentContract() {}

  /** Returns the agent to test; always the same one within a test. */
  protected abstract Agent agent();

  /** Scripts one exchange in which the source answers with a text, which may be blank. */
  protected abstract void answerNext(String text);

  /** Scripts one exchange in which the source fails. */
  protected abstract void failNext();

  /** Scripts one exchange that the source takes and never answers. */
  protected abstract void keepNextOpen();

  /** Returns how many exchanges have reached the source. */
  protected abstract int exchanges();

  /**
   * Waits until the exchange that is kept open has reached the source.
   *
   * @throws Exception if it does not, which fails the test
   */
  protected abstract void awaitOpenExchange() throws Exception;

  /**
   * Waits until the source knows that the exchange kept open was cancelled.
   *
   * @throws Exception if it does not, which fails the test
   */
  protected abstract void awaitCancel() throws Exception;

  /**
   * Tells whether a cancel can reach the source; by default it can.
   *
   * <p>It cannot in an agent whose {@code complete} blocks until the answer is there. In such an
   * agent a call that the engine has given up runs on, and may be paid for.
   */
  protected boolean canCancel() {
    return true;
  }

  @Test
  void answersWithTheTextOfTheSource() throws Exception {
    answerNext("It is blue.");

    assertThat(answer(complete()).text()).isEqualTo("It is blue.");
  }

  @Test
  void oneCallIsOneExchange() throws Exception {
    answerNext("It is blue.");
    answerNext("Nobody asked for this.");

    answer(complete());

    assertThat(exchanges()).as("exchanges of one call").isEqualTo(1);
  }

  @Test
  void failedCallEndsWithAnAgentException() throws Exception {
    failNext();

    assertThat(failure(complete()))
        .as("end of a call whose source failed")
        .get()
        .isInstanceOf(AgentException.class);
  }

  @Test
  void failedCallIsOneExchange() throws Exception {
    failNext();
    answerNext("Retries are the engine's.");

    failure(complete());

    assertThat(exchanges()).as("exchanges of one failed call").isEqualTo(1);
  }

  @Test
  void failureLeavesTheNextCallAlone() throws Exception {
    failNext();
    answerNext("It is blue.");

    failure(complete());

    assertThat(answer(complete()).text()).isEqualTo("It is blue.");
  }

  @Test
  void blankAnswerStaysBlankOrFailsAsEmpty() throws Exception {
    answerNext(" ");
    CompletableFuture<Completion> call = complete();

    Optional<Throwable> failure = failure(call);

    if (failure.isPresent()) {
      assertThat(((AgentException) failure.get()).kind()).isEqualTo(Kind.EMPTY);
    } else {
      assertThat(answer(call).text()).isBlank();
    }
  }

  @Test
  void streamHandsOnThePiecesOfTheAnswer() throws Exception {
    answerNext("It is blue.");
    List<String> pieces = new CopyOnWriteArrayList<>();

    Completion completion = answer(started(agent -> agent.stream(REQUEST, pieces::add)));

    assertThat(completion.text()).isEqualTo("It is blue.");
    assertThat(String.join("", pieces)).as("pieces until the end").isEqualTo("It is blue.");
    assertThat(exchanges()).as("exchanges of one stream").isEqualTo(1);
  }

  @Test
  void cancelReachesTheSource() throws Exception {
    keepNextOpen();

    cancelled(agent -> agent.complete(REQUEST));

    awaitCancel();
  }

  @Test
  void cancelOfAStreamReachesTheSource() throws Exception {
    keepNextOpen();

    cancelled(agent -> agent.stream(REQUEST, piece -> {}));

    awaitCancel();
  }

  @Test
  void cancelledCallEnds() throws Exception {
    keepNextOpen();

    CompletableFuture<Completion> call = cancelled(agent -> agent.complete(REQUEST));

    assertThat(failure(call)).as("end of a cancelled call").isPresent();
  }

  @Test
  void cancelLeavesTheNextCallAlone() throws Exception {
    keepNextOpen();
    answerNext("It is blue.");

    cancelled(agent -> agent.complete(REQUEST));

    assertThat(answer(complete()).text()).isEqualTo("It is blue.");
  }

  @Test
  void manyCallsAtOnceGetAnAnswerEach() throws Exception {
    int calls = Math.min(CALLS_AT_ONCE, agent().maxConcurrentCalls());
    List<String> texts = Stream.iterate(1, i -> i + 1).limit(calls).map(i -> "It is " + i).toList();
    texts.forEach(this::answerNext);

    List<String> answers = atOnce(calls, () -> answer(complete()).text());

    assertThat(answers).containsExactlyInAnyOrderElementsOf(texts);
    assertThat(exchanges()).as("exchanges of " + calls + " calls").isEqualTo(calls);
  }

  @Test
  void saysTheSameOfItselfEveryTime() {
    assertThat(agent().name()).isNotNull().isEqualTo(agent().name());
    assertThat(agent().identity()).isNotNull().isEqualTo(agent().identity());
    assertThat(agent().endpoint()).isNotNull().isEqualTo(agent().endpoint());
    assertThat(agent().maxConcurrentCalls()).isPositive().isEqualTo(agent().maxConcurrentCalls());
  }

  @Test
  void closesMoreThanOnce() {
    agent().close();
    agent().close();
  }

  @Test
  void callAfterCloseEnds() throws Exception {
    answerNext("It is blue.");
    agent().close();

    failure(complete()).ifPresent(end -> assertThat(end).isInstanceOf(AgentException.class));
  }

  private CompletableFuture<Completion> complete() {
    return started(agent -> agent.complete(REQUEST));
  }

  private CompletableFuture<Completion> started(Function<Agent, CompletionStage<Completion>> call) {
    try {
      CompletionStage<Completion> stage = call.apply(agent());
      assertThat(stage).as("the stage returned").isNotNull();
      return stage.toCompletableFuture();
    } catch (AgentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Completion> cancelled(Function<Agent, CompletionStage<Completion>> call)
      throws Exception {
    assumeTrue(canCancel(), "this agent cannot cancel");
    CompletableFuture<Completion> started = started(call);
    awaitOpenExchange();
    started.cancel(true);
    return started;
  }

  private static Completion answer(CompletableFuture<Completion> call) throws Exception {
    Completion completion = call.get();
    assertThat(completion).as("the completion").isNotNull();
    return completion;
  }

  /** Waits for the end of a call; empty if it was answered. */
  private static Optional<Throwable> failure(CompletableFuture<Completion> call)
      throws InterruptedException {
    try {
      call.get();
      return Optional.empty();
    } catch (CancellationException e) {
      return Optional.of(e);
    } catch (ExecutionException e) {
      return Optional.ofNullable(e.getCause());
    }
  }

  private static <T> List<T> atOnce(int times, Callable<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(times, task))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
