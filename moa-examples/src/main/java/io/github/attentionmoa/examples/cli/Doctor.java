package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.examples.cli.Finding.Kind;
import io.github.attentionmoa.providers.llamacpp.models.CatalogueModel;
import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Looks for what could answer here. No model is asked; no key is sent anywhere, nor shown.
 *
 * @param commands makes commands to paste
 * @param env the environment's variables
 * @param providers the table to go by
 * @param cache finds the file of a local model
 * @param probe asks servers which models they have
 */
record Doctor(
    Commands commands,
    Map<String, String> env,
    List<Provider> providers,
    Function<String, Optional<Path>> cache,
    ServerProbe probe) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static Doctor of(Map<String, String> env) {
    return new Doctor(
        Commands.ofProcess(),
        env,
        Providers.all(),
        ModelStore.ofDefaults()::find,
        new ServerProbe(PATIENCE));
  }

  /** Returns what was found, by kind, in the order of the table. */
  List<Finding> findings() {
    ServerFindings servers = new ServerFindings(commands, probe);
    List<CompletableFuture<Finding>> asked =
        providers.stream().filter(row -> row.server() != null).map(servers::of).toList();
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    CatalogueModel.all().forEach(model -> findings.add(model(model)));
    asked.forEach(server -> findings.add(server.join()));
    byKey().forEach((variable, provider) -> findings.add(key(variable, provider)));
    return findings;
  }

  private static Finding java() {
    String where = System.getProperty("java.vendor") + ", " + System.getProperty("java.home");
    return new Finding(
        Kind.JAVA, "JDK " + System.getProperty("java.version"), true, where, List.of(), null);
  }

  private Finding model(CatalogueModel model) {
    String name = model.name();
    boolean isDefault = name.equals(LocalModels.DEFAULT);
    String role = isDefault ? "the default, " : "";
    String pull = commands.moa("models", "pull", name);
    try {
      Optional<Path> file = cache.apply(name);
      if (file.isEmpty()) {
        String detail = role + "not here, about " + megabytes(model.sizeBytes());
        return Finding.missing(Kind.MODEL, name, detail, pull);
      }
      String detail = role + megabytes(file.get().toFile().length()) + ", " + file.get();
      String ask = isDefault ? commands.ask() : commands.ask("local:" + name);
      return Finding.usable(Kind.MODEL, name, detail, ask);
    } catch (UncheckedIOException e) {
      return Finding.missing(Kind.MODEL, name, String.valueOf(e.getMessage()), pull);
    }
  }

  private static String megabytes(long bytes) {
    return bytes / 1_000_000 + " MB";
  }

  /** Returns the variables of keys, each with the first provider that looks into it. */
  private Map<String, Provider> byKey() {
    Map<String, Provider> byKey = new LinkedHashMap<>();
    for (Provider provider : providers) {
      provider.keys().forEach(variable -> byKey.putIfAbsent(variable, provider));
    }
    return byKey;
  }

  private Finding key(String variable, Provider provider) {
    if (!isSet(variable)) {
      return Finding.missing(Kind.KEY, variable, "not set", "export " + variable + "=KEY");
    }
    List<String> missing = provider.settings().stream().filter(name -> !isSet(name)).toList();
    String detail = missing.isEmpty() ? "set" : "set, but not " + String.join(", ", missing);
    StringBuilder command = new StringBuilder();
    missing.forEach(name -> command.append(name).append("=VALUE "));
    command.append(commands.ask(provider.prefix() + ":MODEL"));
    return Finding.usable(Kind.KEY, variable, detail, command.toString());
  }

  private boolean isSet(String variable) {
    return !env.getOrDefault(variable, "").isBlank();
  }
}
