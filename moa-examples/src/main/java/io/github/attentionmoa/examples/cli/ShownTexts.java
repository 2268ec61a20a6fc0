package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.result.CallRecord;

/** Proposals, suggestions and refinements on standard error, as they come. */
final class ShownTexts implements RunListener {
  private final Terminal terminal;
  private final StageRows rows;

  ShownTexts(Terminal terminal, StageRows rows) {
    this.terminal = terminal;
    this.rows = rows;
  }

  @Override
  public boolean readsText() {
    return false;
  }

  @Override
  public void onCallEnded(CallRecord call) {
    call.completion()
        .filter(completion -> isShown(call.key()))
        .ifPresent(
            completion ->
                rows.above(
                    terminal.bold("--- " + title(call))
                        + "\n"
                        + Terminal.harmless(completion.text().strip())
                        + "\n"));
  }

  private static boolean isShown(CallKey key) {
    return switch (key.stage()) {
      case PROPOSE, ATTEND, ATTEND_SELF, REFINE -> true;
      default -> false;
    };
  }

  private static String title(CallRecord call) {
    CallKey key = call.key();
    String by = " by " + key.from() + " (" + Terminal.oneLine(call.agent()) + ")";
    String what =
        switch (key.stage()) {
          case PROPOSE -> "proposal" + by;
          case REFINE -> "refinement" + by;
          case ATTEND_SELF -> "suggestion" + by + " for itself";
          default -> "suggestion" + by + " for " + key.to();
        };
    return "layer " + key.layer() + ", " + what;
  }
}
