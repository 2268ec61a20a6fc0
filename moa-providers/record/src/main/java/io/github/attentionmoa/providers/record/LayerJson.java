package io.github.attentionmoa.providers.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.attention.AttentionMap;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.ResidualOutput;
import java.util.List;

/** What the layers and the residuals between them made, as JSON. */
final class LayerJson {
  private LayerJson() {}

  static ArrayNode layers(List<LayerOutput> layers) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    layers.forEach(layer -> array.add(layer(layer)));
    return array;
  }

  private static ObjectNode layer(LayerOutput layer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("layer", layer.layer());
    ArrayNode proposals = node.putArray("proposals");
    for (Proposal proposal : layer.proposals()) {
      ObjectNode item = proposals.addObject().put("agent", proposal.agent());
      item.set("completion", CallJson.completion(proposal.completion()));
    }
    node.set("attention", attention(layer.attention()));
    ArrayNode refinements = node.putArray("refinements");
    for (Refinement refinement : layer.refinements()) {
      ObjectNode item = refinements.addObject().put("agent", refinement.agent());
      item.put("rewritten", refinement.isRewritten());
      item.set("completion", CallJson.completion(refinement.completion()));
    }
    node.set("output", layer.output() == null ? null : CallJson.completion(layer.output()));
    return node;
  }

  private static ObjectNode attention(AttentionMap attention) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = node.putArray("weights");
    AttentionWeights weights = attention.weights();
    for (int from = 1; from <= weights.agents(); from++) {
      ArrayNode row = rows.addArray();
      for (int to = 1; to <= weights.agents(); to++) {
        row.add(weights.weight(from, to));
      }
    }
    ArrayNode suggestions = node.putArray("suggestions");
    attention
        .suggestions()
        .forEach(
            suggestion ->
                suggestions
                    .addObject()
                    .put("from", suggestion.from())
                    .put("to", suggestion.to())
                    .set("completion", CallJson.completion(suggestion.completion())));
    return node;
  }

  static ArrayNode residuals(List<ResidualOutput> residuals) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ResidualOutput residual : residuals) {
      ObjectNode node = array.addObject().put("text", residual.text());
      node.put("verdict", residual.verdict().name());
      residual.references().forEach(node.putArray("references")::add);
    }
    return array;
  }
}
