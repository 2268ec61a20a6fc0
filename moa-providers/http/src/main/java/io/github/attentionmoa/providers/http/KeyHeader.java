package io.github.attentionmoa.providers.http;

/** The header a provider reads its key from. */
public enum KeyHeader {
  /** {@code Authorization: Bearer KEY}. */
  BEARER("Authorization", "Bearer "),
  /** {@code api-key: KEY}, of Azure. */
  API_KEY("api-key", ""),
  /** {@code x-api-key: KEY}, of Anthropic. */
  X_API_KEY("x-api-key", ""),
  /** {@code x-goog-api-key: KEY}, of Google. */
  X_GOOG_API_KEY("x-goog-api-key", "");

  private final String header;
  private final String prefix;

  KeyHeader(String header, String prefix) {
    this.header = header;
    this.prefix = prefix;
  }

  String header() {
    return header;
  }

  String value(String key) {
    return prefix + key;
  }
}
