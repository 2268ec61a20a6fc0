package io.github.attentionmoa.providers.llamacpp.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Python packages for tests. */
final class Wheels {
  private Wheels() {}

  static Path write(Path directory, String entry, byte[] content) throws IOException {
    Path wheel = directory.resolve("source.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
    return wheel;
  }
}
