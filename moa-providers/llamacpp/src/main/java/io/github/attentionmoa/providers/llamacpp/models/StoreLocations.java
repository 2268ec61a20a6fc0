package io.github.attentionmoa.providers.llamacpp.models;

import io.github.attentionmoa.providers.llamacpp.models.ModelFile.HuggingFace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where model files lie on this machine.
 *
 * @param directories those of the store in the order of lookup; the first is written to
 * @param huggingFace the cache of Hugging Face, which is only read
 */
record StoreLocations(List<Path> directories, Path huggingFace) {
  static StoreLocations of(Properties properties, Map<String, String> environment) {
    Path home = Path.of(properties.getProperty("user.home"));
    Path cache = Path.of(set(environment, "XDG_CACHE_HOME").orElse(home + "/.cache"));
    List<Path> directories = new ArrayList<>();
    Optional.ofNullable(properties.getProperty("moa.models"))
        .filter(value -> !value.isBlank())
        .or(() -> set(environment, "MOA_MODELS"))
        .map(Path::of)
        .ifPresent(directories::add);
    directories.add(cache.resolve("attention-moa/models"));
    Path hub =
        set(environment, "HF_HUB_CACHE")
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(set(environment, "HF_HOME").orElse(cache + "/huggingface"))
                        .resolve("hub"));
    return new StoreLocations(List.copyOf(directories), hub);
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Returns the directory that is written to. */
  Path home() {
    return directories.get(0);
  }

  /** Returns where a file lies; empty if nowhere. */
  Optional<Path> find(ModelFile file) {
    return directories.stream()
        .map(directory -> directory.resolve(file.fileName()))
        .filter(Files::isRegularFile)
        .findFirst()
        .or(() -> file.source() instanceof HuggingFace source ? inHub(source, file) : none());
  }

  private static Optional<Path> none() {
    return Optional.empty();
  }

  /** The hub keeps {@code models--OWNER--NAME/snapshots/COMMIT/FILE}. */
  private Optional<Path> inHub(HuggingFace source, ModelFile file) {
    Path snapshots =
        huggingFace.resolve("models--" + source.repository().replace("/", "--") + "/snapshots");
    if (!Files.isDirectory(snapshots)) {
      return none();
    }
    try (DirectoryStream<Path> commits = Files.newDirectoryStream(snapshots)) {
      for (Path commit : commits) {
        if (Files.isRegularFile(commit.resolve(file.fileName()))) {
          return Optional.of(commit.resolve(file.fileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + snapshots + ": " + e.getMessage(), e);
    }
    return none();
  }
}
