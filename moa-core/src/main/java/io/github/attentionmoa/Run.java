package io.github.attentionmoa;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.attention.Suggestion;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Prompt.Quote;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.History;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import io.github.attentionmoa.stop.EarlyStop.Decision;
import io.github.attentionmoa.stop.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One run of the method, layer by layer, as docs/concepts tells it.
 *
 * <p>Every text is a future that ends empty if it is lost; every step starts as soon as the texts
 * it reads are there, and reads them in agent order. There are no barriers but the algorithm's own:
 * a refinement waits for its suggestions, a layer's output for its refinements. Used on the queue
 * of the run alone.
 */
final class Run {
  private static final AttentionWeights NO_ATTENTION = AttentionWeights.of(new double[0][0]);

  final Settings settings;
  final RunPlan plan;
  final Permits permits;
  final Conversation conversation;
  final RunListener listener;
  final UnaryOperator<Runnable> context;
  final RunQueue queue;

  private final Calls calls;
  private final List<Cells> layers = new ArrayList<>();
  private final List<ResidualOutput> residuals = new ArrayList<>();
  private final Ending ending;

  Run(AttentionMoA moa, Settings settings, Conversation conversation, RunListener listener) {
    this.settings = settings;
    this.plan = moa.plan();
    this.permits = moa.permits;
    this.conversation = conversation;
    this.listener = listener.forRun();
    this.context = Tasks.inContext(settings.taskDecorator());
    this.queue = new RunQueue(this::crash);
    this.calls = new Calls(this, this::end);
    this.ending = new Ending(this, calls, layers, residuals);
  }

  /** Starts the run; the future ends with its result, and a cancel of it ends the run. */
  RunFuture start() {
    queue.post(
        () -> {
          listener.onRunStarted(plan);
          ending.at(settings.budget().deadline());
          layer(1, List.of());
        });
    return ending.future();
  }

  /** Runs layer l: propose, attend, refine, aggregate; then connects it with those before. */
  private void layer(int l, List<String> references) {
    int n = settings.agents(l).size();
    var r = each(n, i -> propose(l, i, references));
    var w = attention(l, r);
    var a = each(n * n, k -> attend(l, 1 + (k - 1) / n, 1 + (k - 1) % n, r, w));
    var f = each(n, j -> refine(l, r.get(j - 1), each(n, i -> a.get((i - 1) * n + j - 1))));
    var o = Cells.all(f).thenCompose(refinements -> aggregate(l, refinements));
    Cells cells = new Cells(l, r, w, a, f, o);
    layers.add(cells);
    o.thenAccept(output -> connect(cells.now())).whenComplete(this::crashIfFailed);
  }

  /** r_i: agent i answers the conversation; in later layers it sees the references too. */
  private CompletableFuture<Optional<Proposal>> propose(int l, int i, List<String> references) {
    Prompt prompt = Prompt.bare();
    if (!references.isEmpty()) {
      prompt = prompt(Stage.PROPOSE).quotes(answers(references));
    }
    return call(new CallKey(l, Stage.PROPOSE, i, i, 1), prompt)
        .thenApply(answer -> answer.map(text -> new Proposal(i, text)));
  }

  /** Who reads whom; a scorer that needs the proposals waits for all of them. */
  private CompletableFuture<AttentionWeights> attention(
      int l, List<CompletableFuture<Optional<Proposal>>> r) {
    AttentionScorer scorer = settings.attention(l);
    Optional<AttentionWeights> fixed = scorer.fixed(r.size());
    return fixed.isPresent()
        ? completedFuture(fixed.get())
        : Cells.all(r).thenCompose(proposals -> score(l, scorer, proposals));
  }

  private CompletableFuture<AttentionWeights> score(
      int l, AttentionScorer scorer, List<Proposal> proposals) {
    if (proposals.isEmpty()) {
      return completedFuture(NO_ATTENTION);
    }
    return this.<AttentionWeights>plugIn(l, Stage.SCORE, scorer)
        .run(context -> scorer.score(proposals, context), weights -> fitting(weights, l, proposals))
        .exceptionally(lost -> NO_ATTENTION);
  }

  private AttentionWeights fitting(AttentionWeights weights, int l, List<Proposal> proposals) {
    int last = proposals.get(proposals.size() - 1).agent();
    if (weights.agents() < last || weights.agents() > settings.agents(l).size()) {
      throw new IllegalArgumentException(
          "weights of %d agents in a layer of %d"
              .formatted(weights.agents(), settings.agents(l).size()));
    }
    return weights;
  }

  /** a_ij: agent i reads the proposal of agent j beside its own, or its own as if another's. */
  private CompletableFuture<Optional<Suggestion>> attend(
      int l,
      int i,
      int j,
      List<CompletableFuture<Optional<Proposal>>> r,
      CompletableFuture<AttentionWeights> w) {
    var own = r.get(i - 1);
    var peer = r.get(j - 1);
    return CompletableFuture.allOf(w, own, peer)
        .thenCompose(
            ready -> {
              boolean isThere = own.join().isPresent() && peer.join().isPresent();
              return isThere && w.join().weight(i, j) > 0
                  ? suggest(l, own.join().get(), peer.join().get())
                  : completedFuture(Optional.empty());
            });
  }

  private CompletableFuture<Optional<Suggestion>> suggest(int l, Proposal own, Proposal peer) {
    int i = own.agent();
    int j = peer.agent();
    Stage stage = i == j ? Stage.ATTEND_SELF : Stage.ATTEND;
    Prompt reading = i == j ? prompt(stage) : prompt(stage).own(own.text());
    return call(new CallKey(l, stage, i, j, 1), reading.quote("Answer " + j, peer.text()))
        .thenApply(answer -> answer.map(text -> new Suggestion(i, j, text)));
  }

  /** f_j: agent j rewrites its proposal with its suggestions; without any, it stands. */
  private CompletableFuture<Optional<Refinement>> refine(
      int l,
      CompletableFuture<Optional<Proposal>> proposal,
      List<CompletableFuture<Optional<Suggestion>>> column) {
    return proposal
        .thenCombine(
            Cells.all(column), (own, suggestions) -> own.map(r -> rewrite(l, r, suggestions)))
        .thenCompose(rewriting -> rewriting.orElse(completedFuture(null)))
        .thenApply(Optional::ofNullable);
  }

  private CompletableFuture<Refinement> rewrite(int l, Proposal own, List<Suggestion> suggestions) {
    int j = own.agent();
    Refinement unchanged = new Refinement(j, own.completion(), false);
    if (suggestions.isEmpty()) {
      return completedFuture(unchanged);
    }
    List<Quote> quotes =
        suggestions.stream().map(s -> new Quote("Suggestion " + s.from(), s.text())).toList();
    return call(
            new CallKey(l, Stage.REFINE, j, j, 1),
            prompt(Stage.REFINE).own(own.text()).quotes(quotes))
        .thenApply(answer -> answer.map(f -> new Refinement(j, f, true)).orElse(unchanged));
  }

  /** o_l: the aggregator makes one answer of the refinements; the lexical choice stands in. */
  private CompletableFuture<Optional<Completion>> aggregate(int l, List<Refinement> refinements) {
    if (!isEnough(refinements) || !settings.isOutputRead(l)) {
      return completedFuture(Optional.empty());
    }
    Aggregator aggregator = settings.aggregator(l);
    return this.<Completion>plugIn(l, Stage.AGGREGATE, aggregator)
        .run(context -> aggregator.aggregate(refinements, context), Ending::notBlank)
        .exceptionally(lost -> ending.lexicalChoice(refinements))
        .thenApply(Optional::of);
  }

  private boolean isEnough(List<Refinement> refinements) {
    return refinements.size() >= settings.minAnswers();
  }

  /** z_l: the residual joins the history with o_l; a layer without an answer changes nothing. */
  private void connect(LayerOutput output) {
    if (calls.isOver()) {
      return;
    }
    listener.onLayerEnded(output);
    if (!isEnough(output.refinements())) {
      passOn(output.layer());
      return;
    }
    Residual.Place place = settings.place(output.layer(), !residuals.isEmpty());
    History history = new History(residuals, output, place);
    Residual residual = settings.residual();
    this.<ResidualOutput>plugIn(output.layer(), Stage.RESIDUAL, residual)
        .run(context -> residual.connect(history, context), z -> Ending.notBlank(z, output))
        .exceptionally(lost -> Ending.unconnected(output))
        .thenAccept(z -> decide(history, z))
        .whenComplete(this::crashIfFailed);
  }

  private void passOn(int l) {
    if (residuals.isEmpty()) {
      end(StopReason.NO_ANSWER);
      return;
    }
    ResidualOutput previous = residuals.get(residuals.size() - 1);
    goOn(l, previous.verdict(Verdict.UNKNOWN));
  }

  /** Stops, or goes on with z_l; that is z_(l-1) again if the layer brought no improvement. */
  private void decide(History history, ResidualOutput z) {
    if (calls.isOver()) {
      return;
    }
    ResidualOutput previous = history.previous().orElse(z);
    boolean isNoBetter = z.verdict() == Verdict.NO_IMPROVEMENT;
    Decision decision = ending.decision(history, z);
    if (decision == Decision.GO_ON) {
      goOn(history.current().layer(), isNoBetter ? previous.verdict(z.verdict()) : z);
      return;
    }
    residuals.add(z);
    listener.onResidualEnded(history.current().layer(), z);
    String current = isNoBetter ? history.current().text() : z.text();
    ending.answer(
        StopReason.EARLY_STOP, decision == Decision.STOP_WITH_PREVIOUS ? previous.text() : current);
  }

  private void goOn(int l, ResidualOutput z) {
    residuals.add(z);
    listener.onResidualEnded(l, z);
    if (l < settings.depth()) {
      layer(l + 1, z.references());
    } else {
      ending.answer(StopReason.LAST_LAYER, z.text());
    }
  }

  private void end(StopReason reason) {
    ending.end(reason);
  }

  private void crash(Throwable thrown) {
    ending.crash(thrown);
  }

  private void crashIfFailed(@Nullable Void done, @Nullable Throwable thrown) {
    if (thrown != null) {
      crash(thrown);
    }
  }

  private Prompt prompt(Stage stage) {
    return Prompt.of(settings.instruction(stage));
  }

  private static List<Quote> answers(List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(k -> new Quote("Answer " + (k + 1), texts.get(k)))
        .toList();
  }

  /** Calls the agent of a seat, its fallbacks if it is lost; the future ends empty if all are. */
  private CompletableFuture<Optional<Completion>> call(CallKey key, Prompt prompt) {
    var answer = calls.start(key, settings.agents(key.layer()).get(key.from() - 1), prompt);
    int ordinal = key.ordinal();
    for (Agent fallback : settings.fallbacks(key.layer(), key.from())) {
      ordinal++;
      CallKey next = new CallKey(key.layer(), key.stage(), key.from(), key.to(), ordinal);
      answer = answer.exceptionallyCompose(lost -> calls.start(next, fallback, prompt));
    }
    return answer.handle((completion, lost) -> Optional.ofNullable(completion));
  }

  private <T> PlugIn<T> plugIn(int l, Stage stage, Object plugIn) {
    return new PlugIn<>(calls, conversation, new CallKey(l, stage, 0, 0, 0), plugIn);
  }

  private static <T> List<T> each(int n, IntFunction<T> step) {
    return IntStream.rangeClosed(1, n).mapToObj(step).toList();
  }
}
