package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.residual.ResidualOutput;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Draws plug-ins of the whole family, and broken ones; what they choose to show is noted. */
final class PlugIns {
  private final Simulation world;

  /** Whether no layer attends, as in the methods before Attention-MoA. */
  private final boolean isPlain;

  PlugIns(Simulation world) {
    this.world = world;
    this.isPlain = world.inOneOf(4);
  }

  AttentionScorer attention(int n) {
    if (isPlain) {
      return AttentionScorer.none();
    }
    int drawn = world.random.nextInt(n > 1 ? 14 : 8);
    return drawn < 8 ? ofAny(drawn) : ofTwoOrMore(drawn);
  }

  private AttentionScorer ofAny(int drawn) {
    return switch (drawn) {
      case 0 -> AttentionScorer.none();
      case 1 -> AttentionScorer.selfOnly();
      case 2 -> AttentionScorer.dense().withoutSelf();
      case 3 -> AttentionScorer.lexical();
      case 4 -> AttentionScorer.of((from, to) -> (from.agent() + to.agent()) % 3);
      case 5 -> brokenScorer();
      default -> AttentionScorer.dense();
    };
  }

  private AttentionScorer ofTwoOrMore(int drawn) {
    return switch (drawn) {
      case 8 -> AttentionScorer.ring(1);
      case 9 -> AttentionScorer.lexical().topK(1);
      case 10 -> AttentionScorer.judging(world.agent(6));
      case 11 -> AttentionScorer.judging(world.agent(6)).topK(1);
      default -> AttentionScorer.dense();
    };
  }

  private AttentionScorer brokenScorer() {
    if (world.faults == 0) {
      return AttentionScorer.dense();
    }
    return switch (world.random.nextInt(5)) {
      case 0 -> (proposals, context) -> broken();
      case 1 -> (proposals, context) -> null;
      case 2 -> (proposals, context) -> new CompletableFuture<>();
      case 3 -> AttentionScorer.of((from, to) -> Double.NaN);
      default -> (proposals, context) -> done(AttentionWeights.of(new double[9][9]));
    };
  }

  Aggregator aggregator(Agent agent) {
    Aggregator plain = Aggregator.synthesis(agent);
    int drawn = world.random.nextInt(14);
    return switch (drawn) {
      case 0 -> Aggregator.lexical();
      case 1 -> plain.orElse(Aggregator.synthesis(world.agent(9)));
      case 2 -> choosing(inTwoCalls(agent));
      case 3 -> world.faults > 0 ? brokenAggregator() : plain;
      default -> ofTheFamily(drawn, agent, plain);
    };
  }

  private Aggregator ofTheFamily(int drawn, Agent agent, Aggregator plain) {
    return switch (drawn) {
      case 4 -> choosing(Aggregator.bestOfN(world.agent(6)));
      case 5 -> choosing(Aggregator.bestOfN(world.agent(6)).orElse(plain));
      case 6 -> Aggregator.vote(text -> text.substring(0, 4));
      case 7 -> choosing(Aggregator.folding(agent, 2 + world.random.nextInt(3)));
      case 8 -> choosing(plain.diverse(1 + world.random.nextInt(3)));
      default -> plain;
    };
  }

  private Aggregator choosing(Aggregator aggregator) {
    world.chosen.add(Stage.AGGREGATE);
    return aggregator;
  }

  private static Aggregator inTwoCalls(Agent agent) {
    return new Aggregator() {
      @Override
      public CompletionStage<Completion> aggregate(
          List<Refinement> refinements, StageContext context) {
        return context
            .call(agent, Prompt.of("First."))
            .thenCompose(first -> context.call(agent, Prompt.of("Second.").own(first.text())));
      }

      @Override
      public int calls(int refinements) {
        return 2;
      }
    };
  }

  private Aggregator brokenAggregator() {
    return switch (world.random.nextInt(4)) {
      case 0 -> (refinements, context) -> broken();
      case 1 -> (refinements, context) -> done(null);
      case 2 -> (refinements, context) -> new CompletableFuture<>();
      default -> (refinements, context) -> done(Completion.of("\t"));
    };
  }

  Residual residual() {
    Agent agent = world.agent(7);
    Residual plain = Residual.synthesis(agent);
    return switch (world.random.nextInt(12)) {
      case 0 -> Residual.none();
      case 1 -> plain.orElse(Residual.synthesis(world.agent(8)));
      case 2 -> world.faults > 0 ? brokenResidual() : plain;
      case 3 -> Residual.answers();
      case 4 -> showing(Residual.best(agent, 1 + world.random.nextInt(3)));
      case 5 -> showing(Residual.difference(agent));
      case 6 -> showing(Residual.difference(agent).orElse(plain));
      default -> plain;
    };
  }

  private Residual showing(Residual residual) {
    world.chosen.add(Stage.RESIDUAL);
    return residual;
  }

  private Residual brokenResidual() {
    return switch (world.random.nextInt(4)) {
      case 0 -> (history, context) -> broken();
      case 1 -> (history, context) -> done(null);
      case 2 -> (history, context) -> new CompletableFuture<>();
      default -> (history, context) -> done(ResidualOutput.of(""));
    };
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  private static <T> CompletableFuture<T> broken() {
    throw new IllegalStateException("a bug of a plug-in");
  }
}
