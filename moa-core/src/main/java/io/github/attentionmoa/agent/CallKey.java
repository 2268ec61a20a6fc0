package io.github.attentionmoa.agent;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.github.attentionmoa.prompt.Stage;
import java.util.Comparator;

/**
 * The place of one call in a run; the same in every run of the same build.
 *
 * <p>The natural order is the order of the algorithm: layer, stage, from, to, ordinal.
 *
 * @param layer layer of the call, from 1
 * @param stage stage of the call
 * @param from position in the layer of the agent that writes, from 1; 0 if it has none there
 * @param to position in the layer of the agent written for, from 1; 0 if there is none
 * @param ordinal this is the n-th call of its stage at the same place, from 1
 */
public record CallKey(int layer, Stage stage, int from, int to, int ordinal)
    implements Comparable<CallKey> {
  private static final Comparator<CallKey> ORDER =
      comparingInt(CallKey::layer)
          .thenComparing(comparing(CallKey::stage))
          .thenComparingInt(CallKey::from)
          .thenComparingInt(CallKey::to)
          .thenComparingInt(CallKey::ordinal);

  @Override
  public int compareTo(CallKey other) {
    return ORDER.compare(this, other);
  }

  /** Returns for example {@code layer 2 ATTEND 1→3}. */
  @Override
  public String toString() {
    String place = from == 0 ? "" : from == to ? " " + from : " " + from + "→" + to;
    return "layer " + layer + " " + stage + place + (ordinal == 1 ? "" : " #" + ordinal);
  }
}
