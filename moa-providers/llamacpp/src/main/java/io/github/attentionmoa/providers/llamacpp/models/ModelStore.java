package io.github.attentionmoa.providers.llamacpp.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models of the catalogue on this machine: finds them, and gets those that are missing.
 *
 * <p>A file counts when its checksum is right. Safe for many threads and for several processes: one
 * of them downloads, the others wait for it.
 */
public final class ModelStore {
  private static final URI HUGGING_FACE = URI.create("https://huggingface.co");

  private final StoreLocations locations;
  private final List<CatalogueModel> catalogue;
  private final Fetcher fetcher;

  ModelStore(StoreLocations locations, List<CatalogueModel> catalogue, Fetcher fetcher) {
    this.locations = locations;
    this.catalogue = catalogue;
    this.fetcher = fetcher;
  }

  /** Returns the store of this user: the places that the package description names. */
  public static ModelStore ofDefaults() {
    StoreLocations locations = StoreLocations.of(System.getProperties(), System.getenv());
    return new ModelStore(
        locations, CatalogueModel.all(), new Fetcher(locations.home(), HUGGING_FACE, python()));
  }

  private static Pip python() {
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    return new Pip(isWindows ? "python" : "python3");
  }

  /** Returns the models that can be had, the smallest first. */
  public List<CatalogueModel> catalogue() {
    return catalogue;
  }

  /** Returns the directory that downloads go to. */
  public Path directory() {
    return locations.home();
  }

  /**
   * Tells whether a file of the model is here; its checksum is not looked at.
   *
   * @throws IllegalArgumentException if the catalogue has no such model
   */
  public boolean isCached(String name) {
    return model(name).files().stream().anyMatch(file -> locations.find(file).isPresent());
  }

  /**
   * Returns the file of a model that is here; empty if it has to be pulled.
   *
   * @throws IllegalArgumentException if the catalogue has no such model
   * @throws UncheckedIOException if the checksum of a file in the store is wrong
   */
  public Optional<Path> find(String name) {
    for (ModelFile file : model(name).files()) {
      Optional<Path> path = locations.find(file);
      if (path.isPresent()) {
        return Optional.of(checked(path.get(), file));
      }
    }
    return Optional.empty();
  }

  private static Path checked(Path path, ModelFile file) {
    try {
      Checksum.check(path, file);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "model file damaged: " + e.getMessage() + ". Delete it and pull it again", e);
    }
  }

  /**
   * Returns the file of a model, downloaded first if it is not here.
   *
   * <p>A download that broke off goes on where it ended. On a failure the message names the file,
   * its checksum and where to put it by hand.
   *
   * @throws IllegalArgumentException if the catalogue has no such model
   * @throws UncheckedIOException if it cannot be had from anywhere
   */
  public Path pull(String name, PullProgress progress) {
    Optional<Path> here = find(name);
    return here.isPresent() ? here.get() : pullMissing(model(name), progress);
  }

  @SuppressWarnings("try") // the lock is held, not used
  private Path pullMissing(CatalogueModel model, PullProgress progress) {
    try (StoreLock lock = StoreLock.take(directory(), model.name())) {
      Optional<Path> meanwhile = find(model.name());
      return meanwhile.isPresent() ? meanwhile.get() : fetch(model, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use the directory " + directory() + ": " + e.getMessage(), e);
    }
  }

  private Path fetch(CatalogueModel model, PullProgress progress) {
    List<IOException> failures = new ArrayList<>();
    for (ModelFile file : model.files()) {
      try {
        return fetcher.fetch(file, progress);
      } catch (IOException e) {
        failures.add(new IOException(file.source() + ": " + reason(e), e));
      }
    }
    throw notFetched(model, failures);
  }

  private static String reason(IOException e) {
    return e instanceof UnknownHostException
        ? "no network, or no such host: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private UncheckedIOException notFetched(CatalogueModel model, List<IOException> failures) {
    StringBuilder message = new StringBuilder("cannot get the model " + model.name() + ".");
    failures.forEach(failure -> message.append("\n  ").append(failure.getMessage()));
    message.append("\nBy hand, put one of these into ").append(directory()).append(":");
    for (ModelFile file : model.files()) {
      message.append("\n  ").append(file.fileName()).append(", about ");
      message.append(file.sizeBytes() / 1_000_000).append(" MB, SHA-256 ").append(file.sha256());
      message.append(", from ").append(file.source());
    }
    UncheckedIOException all = new UncheckedIOException(message.toString(), failures.get(0));
    failures.stream().skip(1).forEach(all::addSuppressed);
    return all;
  }

  private CatalogueModel model(String name) {
    return catalogue.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model: " + name + " (expected: one of " + catalogue + ")"));
  }
}
