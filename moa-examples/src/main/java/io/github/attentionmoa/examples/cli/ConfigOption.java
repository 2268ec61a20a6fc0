package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.examples.cli.ConfigFile.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The option that names a file, and what is taken from it: all that was not given as an option. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Agents and options from a YAML file; options given here win.")
  private @Nullable Path file;

  private final Map<String, Setting> taken = new HashMap<>();

  /** Sets the options of a command that were not given, and seats the agents if none were. */
  void apply(ParseResult given, CastOptions cast, CompletionOptions sent) {
    if (file == null) {
      return;
    }
    ConfigFile config = ConfigFile.read(file);
    cast.seat(config.agents(), sent);
    config
        .settings()
        .forEach(
            (option, setting) -> {
              if (!given.hasMatchedOption(option)) {
                given.commandSpec().findOption(option).setValue(setting.value());
                taken.put(option, setting);
              }
            });
  }

  /** Returns the exception with the place in the file, if the wrong option is from there. */
  UsageException located(UsageException e) {
    Setting setting = taken.get(e.option());
    return setting == null
        ? e
        : new UsageException(
            setting.where() + ": " + ConfigWords.key(e.option()) + ": " + e.problem(), e);
  }
}
