package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import java.time.Duration;
import java.util.Locale;

/** How far one stage of one layer is, as a line. */
final class StageRow {
  private final int layer;
  private final Stage stage;
  private final int planned;
  private int ended;
  private int lost;
  private Duration start = Duration.ofSeconds(Long.MAX_VALUE);
  private Duration end = Duration.ZERO;
  private boolean isClosed;

  StageRow(int layer, Stage stage, int planned) {
    this.layer = layer;
    this.stage = stage;
    this.planned = planned;
  }

  void add(CallRecord call) {
    ended++;
    lost += call.isLost() ? 1 : 0;
    start = min(start, call.start());
    end = min(end.negated(), call.start().plus(call.took()).negated()).negated();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Says that no further call will come, whatever was planned. */
  void close() {
    isClosed = true;
  }

  boolean isComplete() {
    return isClosed || ended >= planned;
  }

  /** Returns for example {@code layer 1 attend 5 of 6 1.2 s 1 lost}. */
  String text() {
    String count = (isComplete() ? ended : ended + " of " + planned) + "";
    String time = ended == 0 ? "" : seconds(end.minus(start));
    return "layer %d  %-12s %8s  %7s%s"
        .formatted(layer, name(stage), count, time, lost == 0 ? "" : "   " + lost + " lost")
        .stripTrailing();
  }

  static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
