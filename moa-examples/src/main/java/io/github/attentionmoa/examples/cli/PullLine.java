package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.providers.llamacpp.models.PullProgress;

/** How far a download is: a line that is drawn over on a terminal, else one per tenth. */
final class PullLine implements PullProgress {
  private static final long MEGABYTE = 1_000_000;

  private final String model;
  private final Terminal terminal;
  private long shownStep = -1;

  PullLine(String model, Terminal terminal) {
    this.model = model;
    this.terminal = terminal;
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
    boolean isLast = doneBytes >= totalBytes;
    terminal.err().print(isLive ? "\r\u001b[2K" + line + (isLast ? "\n" : "") : line + "\n");
    terminal.err().flush();
  }
}
