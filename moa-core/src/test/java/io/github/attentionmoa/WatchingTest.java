package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchingTest {
  private final VirtualTime time = new VirtualTime(4);
  private final Log log = new Log();

  /** Writes down all events, and keeps the text as a console would. */
  private static final class Log implements RunListener {
    private final List<String> events = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder everShown = new StringBuilder();

    @Override
    public void onRunStarted(RunPlan plan) {
      events.add("run");
    }

    @Override
    public void onCallStarted(CallKey key, String agent) {
      events.add("start " + key);
    }

    @Override
    public void onCallEnded(CallRecord call) {
      events.add("end " + call.key());
    }

    @Override
    public void onLayerEnded(LayerOutput output) {
      events.add("layer " + output.layer());
    }

    @Override
    public void onResidualEnded(int layer, ResidualOutput output) {
      events.add("residual " + layer);
    }

    @Override
    public void onText(String piece) {
      text.append(piece);
      everShown.append(piece);
    }

    @Override
    public void onTextRestarted() {
      events.add("restart");
      text.setLength(0);
    }

    @Override
    public void onRunEnded(MoaResult result) {
      events.add("answer");
    }

    @Override
    public void onRunFailed(MoaException failure) {
      events.add("failure");
    }
  }

  private MoaResult run(int depth, ScriptedAgent... agents) {
    return ask(time, layers(ensemble(time), depth, agents).listener(log).build());
  }

  @Test
  void everyEventComesOnceAndInOrder() {
    run(2, marking(2));

    assertThat(log.events).startsWith("run").endsWith("residual 2", "answer");
    assertThat(log.events).doesNotHaveDuplicates().hasSize(2 + 4 + 2 * 19);
    assertThat(log.events).containsSubsequence("layer 1", "residual 1", "layer 2", "residual 2");
    for (String event : log.events.stream().filter(e -> e.startsWith("end ")).toList()) {
      assertThat(log.events).containsSubsequence(event.replace("end ", "start "), event);
    }
  }

  @Test
  void aRetryIsNoSecondStart() {
    ScriptedAgent[] agents = marking(2);
    agents[0].next(Stage.REFINE).fail(Kind.UNAVAILABLE);

    run(1, agents);

    assertThat(log.events).doesNotHaveDuplicates();
  }

  @Test
  void everyLayerHasAResidualAlsoOneWithoutAnswers() {
    ScriptedAgent one = marking("one");
    one.on(key(2, Stage.PROPOSE, 1, 1)).fail(Kind.REFUSED);

    MoaResult result = run(3, one);

    assertThat(log.events).contains("residual 1", "residual 2", "residual 3");
    assertThat(result.trace().residuals()).hasSize(3);
  }

  @Test
  void theResidualThatStopsARunIsTold() {
    ask(
        time,
        layers(ensemble(time), 2, marking(2))
            .earlyStop(EarlyStop.when(history -> true))
            .listener(log)
            .build());

    assertThat(log.events).endsWith("layer 1", "residual 1", "answer");
  }

  @Test
  void anErrorThatEndsARunIsToldAsAFailure() {
    ScriptedAgent broken =
        marking("broken")
            .on(Stage.PROPOSE)
            .reply(
                c -> {
                  throw new LinkageError("broken");
                });

    time.runUntil(layers(ensemble(time), 1, broken).listener(log).build().askAsync(QUESTION));

    assertThat(log.events).endsWith("failure");
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    ScriptedAgent one = marking("one");
    one.on(Stage.AGGREGATE)
        .reply(
            c -> {
              time.after(Duration.ofSeconds(1), () -> c.piece("word ".repeat(30)));
              time.after(Duration.ofSeconds(3), () -> c.piece("late ".repeat(30)));
            });
    var run = layers(ensemble(time), 1, one).listener(log).build().askAsync(QUESTION);
    time.pass(Duration.ofSeconds(2));
    run.cancel(true);
    int events = log.events.size();
    String shown = log.everShown.toString();

    time.run();

    assertThat(log.events).hasSize(events).endsWith("failure");
    assertThat(log.everShown).hasToString(shown);
    assertThat(shown).startsWith("word word");
  }

  @Test
  void piecesOfAnAgentThatCannotBeStoppedAreNotToldAfterTheEnd() {
    Agent stubborn =
        new Agent() {
          @Override
          public CompletionStage<Completion> complete(CompletionRequest request) {
            return CompletableFuture.completedFuture(Completion.of("an answer"));
          }

          @Override
          public CompletionStage<Completion> stream(
              CompletionRequest request, Consumer<String> onText) {
            time.after(Duration.ofSeconds(2), () -> onText.accept(words("late", 30)));
            return new CompletableFuture<>();
          }
        };
    AttentionMoA moa =
        layers(ensemble(time), 1, stubborn)
            .budget(Budget.deadline(Duration.ofSeconds(1)))
            .listener(log)
            .build();

    MoaResult result = ask(time, moa);
    time.run();

    assertThat(log.text).hasToString(result.text()).hasToString("an answer");
    assertThat(log.everShown).hasToString("an answer");
  }

  @Test
  void aListenerThatThrowsAnythingChangesNothing() {
    RunListener broken =
        (RunListener)
            java.lang.reflect.Proxy.newProxyInstance(
                RunListener.class.getClassLoader(),
                new Class<?>[] {RunListener.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("broken listener");
                });
    AttentionMoA moa = layers(ensemble(time), 2, marking(2)).listener(broken).build();

    var run = time.runUntil(moa.askAsync(Conversation.of(QUESTION), log));

    assertThat(Fixtures.result(run).isDegraded()).isFalse();
    assertThat(log.events).endsWith("answer");
  }

  private static String words(String word, int n) {
    return String.join(" ", Collections.nCopies(n, word));
  }

  @Test
  void theLastCallIsStreamedAsItComes() {
    ScriptedAgent one = marking("one");
    one.on(Stage.AGGREGATE)
        .reply(
            c -> {
              c.piece(words("first", 20));
              time.after(Duration.ofSeconds(1), () -> c.piece(" second"));
              time.after(Duration.ofSeconds(2), () -> c.answer(words("first", 20) + " second"));
            });
    var run = layers(ensemble(time), 1, one).listener(log).build().askAsync(QUESTION);

    time.pass(Duration.ofMillis(500));
    assertThat(log.text).hasToString(words("first", 20));
    time.runUntil(run);

    assertThat(log.text).hasToString(Fixtures.result(run).text());
    assertThat(log.events).doesNotContain("restart");
  }

  private Consumer<ScriptedCall> breakingOffAfter(String piece) {
    return call -> {
      call.piece(piece);
      time.after(Duration.ofSeconds(1), () -> call.fail(Kind.TRUNCATED));
    };
  }

  @Test
  void aRetryBeginsTheTextAnew() {
    ScriptedAgent one = marking("one");
    one.next(Stage.AGGREGATE).reply(breakingOffAfter(words("lost", 30)));
    one.on(Stage.AGGREGATE).answerInPieces(words("kept", 30), " end");

    MoaResult result = run(1, one);

    assertThat(log.everShown).contains("lost");
    assertThat(log.events).containsOnlyOnce("restart");
    assertThat(log.text).hasToString(result.text()).hasToString(words("kept", 30) + " end");
  }

  @Test
  void theTextBeginsAnewBeforeTheNextAttemptSaysAnything() {
    List<String> shown = new ArrayList<>();
    ScriptedAgent one = marking("one");
    one.next(Stage.AGGREGATE).reply(breakingOffAfter(words("lost", 30)));
    one.on(Stage.AGGREGATE)
        .reply(
            c -> {
              shown.add(log.text.toString());
              c.answer("kept");
            });

    run(1, one);

    assertThat(shown).containsExactly("");
  }

  @Test
  void whatWasHeldBackOfALostAttemptIsNeverShown() {
    ScriptedAgent one = marking("one");
    one.next(Stage.AGGREGATE).reply(breakingOffAfter("lost"));
    one.on(Stage.AGGREGATE).answerInPieces(words("kept", 30), " end");

    MoaResult result = run(1, one);

    assertThat(log.everShown).doesNotContain("lost");
    assertThat(log.text).hasToString(result.text());
  }

  @Test
  void blankLinesAtTheEndAreNotShown() {
    ScriptedAgent one = marking("one");
    one.on(Stage.AGGREGATE).answerInPieces(words("text", 30), "\n\n", " \n");

    MoaResult result = run(1, one);

    assertThat(result.text()).isEqualTo(words("text", 30));
    assertThat(log.events).doesNotContain("restart");
  }

  @Test
  void aSecondVerdictLineIsNotShownEither() {
    ScriptedAgent one = marking("one");
    one.on(Stage.RESIDUAL)
        .reply(
            c -> {
              String line = verdict(c.request(), "2") + "\n";
              String all = line + line + words("more", 40);
              all.chars().forEach(letter -> c.piece(Character.toString(letter)));
              c.answer(all);
            });

    MoaResult result = run(2, one);

    assertThat(log.everShown).doesNotContain("BETTER");
    assertThat(log.text).hasToString(result.text());
  }

  @Test
  void aFallbackBeginsTheTextAnew() {
    ScriptedAgent one = marking("one");
    one.on(Stage.RESIDUAL)
        .reply(
            c -> {
              c.piece(words("lost", 30));
              time.after(
                  Duration.ofSeconds(1),
                  () -> c.fail(AgentException.of(Kind.TOO_LARGE, "too large")));
            });

    MoaResult result = run(2, one);

    assertThat(result.text()).isEqualTo(Fixtures.aggregate(2));
    assertThat(log.text).hasToString(result.text());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theVerdictLineIsNeverShownHoweverTheReplyIsCutUp(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] choices = {"2", "1", "SAME", "?"};
    String body = random.nextBoolean() ? "Short." : "Line one.\n\n" + words("more", 40) + "\n";
    String thought = random.nextBoolean() ? "<think>hm\nBETTER</think>\n" : "";
    Function<CompletionRequest, String> reply =
        request -> thought + "\n" + verdict(request, choices[random.nextInt(4)]) + "\n\n" + body;
    ScriptedAgent one = marking("one");
    one.on(Stage.RESIDUAL)
        .reply(
            c -> {
              String all = reply.apply(c.request());
              int at = 0;
              while (at < all.length()) {
                int end = Math.min(all.length(), at + 1 + random.nextInt(7));
                c.piece(all.substring(at, end));
                at = end;
              }
              c.answer(all);
            });

    MoaResult result = run(2, one);

    assertThat(log.everShown).doesNotContain("BETTER").doesNotContain("think");
    assertThat(log.text).hasToString(result.text());
  }

  @Test
  void lineEndsOfAnySystemAfterAVerdictDoNotBeginTheTextAnew() {
    String body = words("more", 40) + "\r\n\r\nThe end.";
    ScriptedAgent one = marking("one");
    one.on(Stage.RESIDUAL)
        .reply(
            c -> {
              String line = verdict(c.request(), "2") + "\r\n";
              c.piece(line + body);
              c.answer(line + body);
            });

    MoaResult result = run(2, one);

    assertThat(result.text()).isEqualTo(body);
    assertThat(log.events).doesNotContain("restart");
  }
}
