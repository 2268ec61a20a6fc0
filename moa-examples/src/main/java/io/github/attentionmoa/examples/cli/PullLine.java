package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import io.github.attentionmoa.providers.llamacpp.models.PullProgress;
import java.nio.file.Path;

/** How far a download is: a line drawn over on a terminal, else a line per tenth. */
final class PullLine implements PullProgress {
  private static final long MEGABYTE = 1_000_000;

  private final String model;
  private final Terminal terminal;
  private long shownStep = -1;

  private PullLine(String model, Terminal terminal) {
    this.model = model;
    this.terminal = terminal;
  }

  /** Returns the file of a model, downloaded first if it is not here. */
  static Path pull(String model, Terminal terminal) {
    PullLine line = new PullLine(model, terminal);
    try {
      return ModelStore.ofDefaults().pull(model, line);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    } finally {
      line.end();
    }
  }

  @Override
  public void onBytes(long doneBytes, long totalBytes) {
    boolean isLive = terminal.isErrTerminal();
    long step = doneBytes / (isLive ? MEGABYTE : Math.max(1, totalBytes / 10));
    if (step == shownStep) {
      return;
    }
    shownStep = step;
    String line =
        "getting " + model + ": " + doneBytes / MEGABYTE + " of " + totalBytes / MEGABYTE + " MB";
    terminal.err().print(isLive ? "\r\u001b[2K" + line : line + "\n");
    terminal.err().flush();
  }

  private void end() {
    if (terminal.isErrTerminal() && shownStep >= 0) {
      terminal.err().println();
    }
  }
}
