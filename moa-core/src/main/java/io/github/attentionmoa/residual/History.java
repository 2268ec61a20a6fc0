package io.github.attentionmoa.residual;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.layer.LayerOutput;
import java.util.List;
import java.util.Optional;

/**
 * What a residual reads: the outputs so far and the current one.
 *
 * @param earlier residual outputs of the layers before, [o_1, z_2, …, z_(l-1)], oldest first
 * @param current output of the layer that has just ended: o_l and all it was made of
 * @param place where in the run that is
 */
public record History(List<ResidualOutput> earlier, LayerOutput current, Residual.Place place) {
  /** Copies the list. */
  public History {
    earlier = List.copyOf(earlier);
    requireNonNull(current, "current");
    requireNonNull(place, "place");
  }

  /** Tells whether somebody reads whether the current layer brought an improvement. */
  public boolean isVerdictWanted() {
    return place.isVerdictWanted();
  }

  /** Returns the residual output of the layer before, z_(l-1); empty at the first layer. */
  public Optional<ResidualOutput> previous() {
    return earlier.isEmpty() ? Optional.empty() : Optional.of(earlier.get(earlier.size() - 1));
  }
}
