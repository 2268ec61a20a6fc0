package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.observe.RunListener;

/** The answer on standard output, piece by piece, for a person at a terminal. */
final class AnswerStream implements RunListener {
  private final Terminal terminal;
  private final StageRows rows;
  private boolean hasText;

  AnswerStream(Terminal terminal, StageRows rows) {
    this.terminal = terminal;
    this.rows = rows;
  }

  @Override
  public synchronized void onText(String text) {
    rows.freeze();
    hasText = true;
    terminal.out().print(Terminal.harmless(text));
    terminal.out().flush();
  }

  @Override
  public synchronized void onTextRestarted() {
    terminal.out().print("\n\n[that text does not count: the answer begins anew]\n\n");
  }

  /** Ends the last line; tells whether there was any text. */
  synchronized boolean end() {
    if (hasText) {
      terminal.out().println();
    }
    return hasText;
  }
}
