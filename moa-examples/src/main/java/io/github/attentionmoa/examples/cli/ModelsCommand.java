package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.providers.llamacpp.models.CatalogueModel;
import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code moa models}: what local models there are. */
@Command(
    name = "models",
    description = "Lists local models: what is cached, what can be had, size and licence.")
final class ModelsCommand implements Runnable {
  private final Terminal terminal;

  ModelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ModelStore store = ModelStore.ofDefaults();
    for (CatalogueModel model : store.catalogue()) {
      terminal.out().println(row(model, store.isCached(model.name())));
    }
    terminal
        .err()
        .println("moa: cached in " + store.directory() + "; get one: moa models pull NAME");
  }

  private static String row(CatalogueModel model, boolean isCached) {
    return "%-18s %-7s %5d MB  %-11s %s"
        .formatted(
            model.name(),
            isCached ? "cached" : "-",
            model.files().get(0).sizeBytes() / 1_000_000,
            model.license(),
            model.purpose());
  }

  @Command(name = "pull", description = "Gets a model, if it is not here.")
  void pull(@Parameters(paramLabel = "NAME", description = "A name of the list.") String name) {
    try {
      terminal.out().println(ModelStore.ofDefaults().pull(name, new PullLine(name, terminal)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
