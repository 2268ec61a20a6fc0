package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.providers.llamacpp.EmbeddedEnsemble;
import io.github.attentionmoa.providers.llamacpp.LlamaAgent;
import io.github.attentionmoa.providers.llamacpp.LlamaModel;
import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The models that run in this process: each is loaded once, however many agents sit on it. */
final class LocalModels implements AutoCloseable {
  static final String DEFAULT = "smollm2-135m";

  /** Small models seldom stop by themselves. */
  private static final int MAX_TOKENS = 256;

  private final Terminal terminal;
  private final OptionalInt slots;
  private final Map<Path, LlamaModel> loaded = new HashMap<>();

  LocalModels(Terminal terminal, OptionalInt slots) {
    this.terminal = terminal;
    this.slots = slots;
  }

  /** Opens the embedded default, and says what it is. */
  List<Agent> defaultSeats() {
    terminal
        .err()
        .println(
            "moa: "
                + DEFAULT
                + " has 135 million parameters: it shows the mechanism, not the quality."
                + " Better: --agent openai:MODEL, or what `moa doctor` finds");
    return EmbeddedEnsemble.seats(model(DEFAULT));
  }

  Agent agent(AgentSpec spec) {
    if (spec.baseUrl() != null) {
      throw new UsageException("a local model has no base URL (expected: nothing after the model)");
    }
    if (spec.seat().keyVariable() != null) {
      throw new UsageException("a local model has no key (expected: no key-variable)");
    }
    return LlamaAgent.builder(spec.name(), model(spec.model()))
        .defaults(CompletionOptions.builder().maxOutputTokens(MAX_TOKENS).build())
        .build();
  }

  private LlamaModel model(String nameOrPath) {
    boolean isPath = nameOrPath.endsWith(".gguf") || nameOrPath.contains("/");
    Path file =
        isPath
            ? Path.of(nameOrPath)
            : ModelStore.ofDefaults().pull(nameOrPath, new PullLine(nameOrPath, terminal));
    return loaded.computeIfAbsent(file.toAbsolutePath().normalize(), this::load);
  }

  private LlamaModel load(Path file) {
    LlamaModel.Builder builder = LlamaModel.builder(file);
    slots.ifPresent(builder::slots);
    return builder.open();
  }

  @Override
  public void close() {
    loaded.values().forEach(LlamaModel::close);
  }
}
