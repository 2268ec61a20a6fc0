package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a key comes from. Never shows it. */
final class ApiKey {
  /** Calls that need no key. */
  static final ApiKey NONE = new ApiKey(null, false);

  private final @Nullable Supplier<String> source;
  private final boolean isToken;

  private ApiKey(@Nullable Supplier<String> source, boolean isToken) {
    this.source = source;
    this.isToken = isToken;
  }

  static ApiKey of(Supplier<String> source) {
    return new ApiKey(source, false);
  }

  static ApiKey ofToken(Supplier<String> source) {
    return new ApiKey(source, true);
  }

  /**
   * Checks a key without showing it.
   *
   * @throws IllegalArgumentException if a header cannot carry it
   */
  static String checked(String key) {
    String stripped = key.strip();
    if (stripped.isEmpty()) {
      throw new IllegalArgumentException("apiKey: blank (expected: printable ASCII characters)");
    }
    for (int i = 0; i < stripped.length(); i++) {
      if (stripped.charAt(i) < 0x21 || stripped.charAt(i) > 0x7e) {
        throw new IllegalArgumentException(
            "apiKey: a character that no key has at index " + i + " (expected: printable ASCII)");
      }
    }
    return stripped;
  }

  /** Asks for the key of this call; empty when none is used. */
  Optional<String> current() {
    if (source == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(checked(String.valueOf(source.get())));
    } catch (IllegalArgumentException e) {
      throw AgentException.of(Kind.AUTHENTICATION, String.valueOf(e.getMessage()));
    }
  }

  KeyHeader header(KeyHeader usual) {
    return isToken ? KeyHeader.BEARER : usual;
  }

  @Override
  public String toString() {
    return source == null ? "no key" : "key ***";
  }
}
