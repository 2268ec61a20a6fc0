package io.github.attentionmoa.providers.llamacpp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model file whose head was read and checked before native code sees it. Immutable.
 *
 * <p>The runtime has one message for every file that it cannot load, whatever is wrong with it, and
 * answers in nonsense from some that it should not load.
 */
final class GgufFile {
  private static final Set<String> ARCHITECTURES = Set.of("llama", "qwen2");
  private static final Set<Long> UNQUANTISED = Set.of(0L, 1L, 32L); // F32, F16, BF16
  private static final long CONTROL_TOKEN = 3;

  private final Path path;
  private final long size;
  private final Map<String, Object> head;

  private GgufFile(Path path, long size, Map<String, Object> head) {
    this.path = path;
    this.size = size;
    this.head = head;
  }

  /**
   * Reads the head of a file.
   *
   * @throws UncheckedIOException if it is missing, damaged, cut short or a model of another kind
   */
  static GgufFile read(Path path) {
    try {
      GgufFile file = readHead(path);
      file.checkIsSupported();
      return file;
    } catch (IOException | ArithmeticException e) {
      String message = "model file " + path.toAbsolutePath() + ": " + e.getMessage();
      throw new UncheckedIOException(
          message, e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static GgufFile readHead(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(Files.exists(path) ? "not a file" : "no such file");
    }
    long size = Files.size(path);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      return new GgufFile(path, size, new GgufReader(in, size).readHead());
    }
  }

  private void checkIsSupported() throws IOException {
    if (!ARCHITECTURES.contains(architecture())) {
      throw new IOException(
          "architecture " + architecture() + " (expected: one of " + ARCHITECTURES + ")");
    }
    if (!controlTokens().containsAll(ChatMl.CONTROL_TOKENS)) {
      throw new IOException(
          "a chat format that is not known (expected: the control tokens "
              + ChatMl.CONTROL_TOKENS
              + ")");
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  String architecture() {
    return head.get("general.architecture") instanceof String name ? name : "unknown";
  }

  /** Tells whether the weights are stored in fewer bits than 16. */
  boolean isQuantised() {
    return head.get("general.file_type") instanceof Long type && !UNQUANTISED.contains(type);
  }

  /** Returns the tokens the model was trained with; 0 if the file does not say. */
  long trainedContext() {
    return head.get(architecture() + ".context_length") instanceof Long tokens ? tokens : 0;
  }

  /** Returns the texts that the tokenizer turns into commands to the model. */
  List<String> controlTokens() {
    List<String> control = new ArrayList<>();
    if (head.get("tokenizer.ggml.tokens") instanceof List<?> tokens
        && head.get("tokenizer.ggml.token_type") instanceof List<?> types) {
      for (int i = 0; i < Math.min(tokens.size(), types.size()); i++) {
        if (types.get(i).equals(CONTROL_TOKEN)) {
          control.add((String) tokens.get(i));
        }
      }
    }
    return control;
  }
}
