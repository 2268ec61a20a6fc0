package io.github.attentionmoa.providers.record;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.attention.AttentionMap;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.attention.Suggestion;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;

/** Layers and residuals from JSON: the other direction of {@link LayerJson}. */
final class LayerReader {
  private LayerReader() {}

  static LayerOutput layer(Field layer) {
    return new LayerOutput(
        layer.at("layer").integer(),
        layer.at("proposals").list(LayerReader::proposal),
        attention(layer.at("attention")),
        layer.at("refinements").list(LayerReader::refinement),
        layer.at("output").known(CallReader::completion).orElse(null));
  }

  private static Proposal proposal(Field proposal) {
    return new Proposal(proposal.at("agent").integer(), completion(proposal));
  }

  private static Refinement refinement(Field refinement) {
    return new Refinement(
        refinement.at("agent").integer(),
        completion(refinement),
        refinement.at("rewritten").flag());
  }

  private static AttentionMap attention(Field attention) {
    double[][] weights =
        attention.at("weights").list(row -> row.list(Field::weight)).stream()
            .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    return new AttentionMap(
        AttentionWeights.of(weights), attention.at("suggestions").list(LayerReader::suggestion));
  }

  private static Suggestion suggestion(Field suggestion) {
    return new Suggestion(
        suggestion.at("from").integer(), suggestion.at("to").integer(), completion(suggestion));
  }

  private static Completion completion(Field item) {
    return CallReader.completion(item.at("completion"));
  }

  static ResidualOutput residual(Field residual) {
    return new ResidualOutput(
        residual.at("text").text(),
        residual.at("references").list(Field::text),
        residual.at("verdict").constant(Verdict.class));
  }
}
