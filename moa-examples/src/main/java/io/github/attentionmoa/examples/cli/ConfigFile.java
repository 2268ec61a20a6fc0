package io.github.attentionmoa.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a file of {@code --config} says.
 *
 * @param settings by option, such as {@code --layers}, in the order of the file
 * @param agents in the order of the file
 */
record ConfigFile(Map<String, Setting> settings, List<AgentSpec> agents) {
  /** Longest file in bytes: a thousand times what people write. */
  private static final int MAX_BYTES = 1_000_000;

  /**
   * A value, checked, and where it stands.
   *
   * @param where such as {@code panel.yaml:3:9}
   * @param value of the type of its option
   */
  record Setting(String where, Object value) {}

  /**
   * Reads a file.
   *
   * @throws UsageException if it cannot be read, or with everything that is wrong in it
   */
  static ConfigFile read(Path file) {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new UsageException("--config: " + file + " cannot be read: " + reason(file, e), e);
    }
    if (content.length > MAX_BYTES) {
      throw new UsageException("--config: " + file + " is too long (expected: at most 1 MB)");
    }
    return ConfigReader.read(file.toString(), content);
  }

  private static String reason(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return "a directory";
    }
    return e instanceof NoSuchFileException ? "no such file" : e.toString();
  }
}
