package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeMap;

/**
 * The run on standard error: a line per stage, drawn over on a terminal, else printed at its end.
 *
 * <p>The stages of a layer overlap, so the lines that still change stand below the finished ones.
 */
final class StageRows implements RunListener {
  private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

  private record Place(int layer, Stage stage) {}

  private final TreeMap<Place, StageRow> open =
      new TreeMap<>(Comparator.comparing(Place::layer).thenComparing(Place::stage));
  private final Terminal terminal;
  private final int layers;
  private RunPlan plan;
  private int drawn;
  private boolean isFrozen;

  StageRows(Terminal terminal, RunPlan plan, int layers) {
    this.terminal = terminal;
    this.plan = plan;
    this.layers = layers;
  }

  @Override
  public boolean readsText() {
    return false;
  }

  @Override
  public synchronized void onCallStarted(CallKey key, String agent) {
    row(key);
    draw("");
  }

  @Override
  public synchronized void onCallEnded(CallRecord call) {
    row(call.key()).add(call);
    draw("");
  }

  private StageRow row(CallKey key) {
    int planned = plan.callsOf(key.stage()) / (key.stage() == Stage.RESIDUAL ? layers - 1 : layers);
    return open.computeIfAbsent(
        new Place(key.layer(), key.stage()),
        place -> new StageRow(place.layer(), place.stage(), Math.max(1, planned)));
  }

  @Override
  public synchronized void onLayerEnded(LayerOutput output) {
    close(output.layer(), Stage.AGGREGATE);
  }

  @Override
  public synchronized void onResidualEnded(int layer, ResidualOutput output) {
    close(layer, Stage.RESIDUAL);
  }

  @Override
  public synchronized void onRunEnded(MoaResult result) {
    close(layers, Stage.RESIDUAL);
  }

  @Override
  public synchronized void onRunFailed(MoaException failure) {
    close(layers, Stage.RESIDUAL);
  }

  private void close(int layer, Stage last) {
    open.headMap(new Place(layer, last), true).values().forEach(StageRow::close);
    draw("");
  }

  /** Prints a text above the lines that still change. */
  synchronized void above(String text) {
    draw(text + "\n");
  }

  /** Leaves the lines as they are: from now on the answer is written below them. */
  synchronized void freeze() {
    isFrozen = true;
  }

  private void draw(String above) {
    if (isFrozen) {
      return;
    }
    boolean isLive = terminal.isErrTerminal();
    StringBuilder text = new StringBuilder();
    if (isLive && drawn > 0) {
      text.append(UP_AND_CLEAR.formatted(drawn));
    }
    text.append(above);
    drawn = 0;
    boolean isAbove = true;
    for (Iterator<StageRow> rows = open.values().iterator(); rows.hasNext(); ) {
      StageRow row = rows.next();
      isAbove &= row.isComplete();
      if (isAbove) {
        rows.remove();
      } else {
        drawn++;
      }
      if (isAbove || isLive) {
        text.append(row.text()).append('\n');
      }
    }
    terminal.err().print(text);
    terminal.err().flush();
  }
}
