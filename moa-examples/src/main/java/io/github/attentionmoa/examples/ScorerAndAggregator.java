package io.github.attentionmoa.examples;

import static java.util.Comparator.comparingInt;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.util.Collections;

/** A scorer and an aggregator of your own, as lambdas. */
final class ScorerAndAggregator {
  private ScorerAndAggregator() {}

  /** Runs it: agents read only those who disagree with them, and the shortest answer wins. */
  public static void main(String[] args) {
    // docs: scorer-and-aggregator
    AttentionScorer disagreement =
        AttentionScorer.of((author, target) -> author.text().equals(target.text()) ? 0 : 1);
    Aggregator shortest =
        Aggregator.choosing(all -> Collections.min(all, comparingInt(one -> one.text().length())));

    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(counting("8"), counting("8"), counting("6, as an ant has"))
            .attention(disagreement)
            .aggregator(shortest)
            .build();
    // docs: end

    MoaResult result = moa.ask("How many legs has a spider? Write the number only.");
    System.out.println(moa.plan());
    System.out.println("who read whom: " + result.trace().layers().get(0).attention().weights());
    System.out.println("calls made: " + result.trace().calls().size());
    System.out.println("answer: " + result.text());
  }

  private static Agent counting(String legs) {
    return ScriptedAgent.of("says " + legs)
        .on(Stage.PROPOSE)
        .answer(legs)
        .on(Stage.ATTEND)
        .answer("I count " + legs + ".")
        .on(Stage.REFINE)
        .answer(legs);
  }
}
