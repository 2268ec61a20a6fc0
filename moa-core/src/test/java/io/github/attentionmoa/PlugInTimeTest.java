package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.refine;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What plug-ins are told, and how long they are waited for. */
class PlugInTimeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final VirtualTime time = new VirtualTime(9);
  private final ScriptedAgent one = marking("one");

  private AttentionMoA.Builder aggregatedBy(Aggregator aggregator) {
    return layers(ensemble(time), 2, one, marking("two"))
        .aggregator(aggregator)
        .callTimeout(SECOND);
  }

  private static List<CallRecord> lostAggregates(MoaResult result) {
    return result.trace().lost().stream()
        .filter(call -> call.key().stage() == Stage.AGGREGATE)
        .toList();
  }

  @Test
  void itIsToldTheLayerAndTheConversation() {
    List<Integer> layers = new ArrayList<>();
    List<Conversation> asked = new ArrayList<>();
    Aggregator aggregator =
        (refinements, context) -> {
          layers.add(context.layer());
          asked.add(context.conversation());
          return CompletableFuture.completedFuture(refinements.get(0).completion());
        };

    ask(time, aggregatedBy(aggregator).build());

    assertThat(layers).containsExactly(1, 2);
    assertThat(asked).containsOnly(Conversation.of(QUESTION));
  }

  @Test
  void itIsWaitedForWhileOneOfItsCallsIsUnderWay() {
    one.next(Stage.AGGREGATE).reply(c -> time.after(Duration.ofMillis(100), () -> c.answer("a")));
    one.next(Stage.AGGREGATE)
        .reply(c -> time.after(Duration.ofMillis(900), () -> c.fail(Kind.UNAVAILABLE)));
    Aggregator both =
        (refinements, context) -> {
          CompletionStage<Completion> first = context.call(one, Prompt.of("Merge."));
          return context
              .call(one, Prompt.of("Merge differently."))
              .thenCombine(first, (second, other) -> second);
        };

    MoaResult result = ask(time, aggregatedBy(both).build());

    assertThat(lostAggregates(result)).isEmpty();
    assertThat(time.now()).isEqualTo(Duration.ofMillis(900 + 500));
  }

  @Test
  void itIsGivenUpWhenItHangsAfterItsCall() {
    Aggregator hanging =
        (refinements, context) ->
            context.call(one, Prompt.of("Merge.")).thenCompose(x -> new CompletableFuture<>());

    MoaResult result = ask(time, aggregatedBy(hanging).build());

    assertThat(lostAggregates(result)).hasSize(2);
    assertThat(result.trace().layers().get(0).text()).isEqualTo(refine(1, 1));
    assertThat(time.now()).isEqualTo(SECOND.multipliedBy(2));
  }

  @Test
  void nothingWaitsForItOnceItHasDoneItsPart() {
    Aggregator slow =
        (refinements, context) -> {
          CompletableFuture<Completion> done = new CompletableFuture<>();
          time.after(Duration.ofMillis(10), () -> done.complete(refinements.get(0).completion()));
          return done;
        };
    aggregatedBy(slow).residual(Residual.none()).build().askAsync(QUESTION);
    one.on(Fixtures.key(2, Stage.PROPOSE, 1, 1)).stayOpen();

    time.pass(Duration.ofMillis(20));

    assertThat(one.calls(Stage.PROPOSE)).hasSize(2);
    assertThat(time.openTimers()).isEqualTo(1);
  }

  /** An aggregator with a name. */
  private static final class Sulking implements Aggregator {
    @Override
    public CompletionStage<Completion> aggregate(
        List<Refinement> refinements, StageContext context) {
      throw new IllegalStateException("no");
    }
  }

  @Test
  void whatDoesNotDoItsPartIsNamedByItsClass() {
    Aggregator lambda = (refinements, context) -> new Sulking().aggregate(refinements, context);

    assertThat(lostAggregates(ask(time, aggregatedBy(new Sulking()).build())))
        .extracting(CallRecord::agent)
        .containsOnly("Sulking");
    assertThat(lostAggregates(ask(time, aggregatedBy(lambda).build())))
        .extracting(CallRecord::agent)
        .containsOnly("a lambda");
  }
}
