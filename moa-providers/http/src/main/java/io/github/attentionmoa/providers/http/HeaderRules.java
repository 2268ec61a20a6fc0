package io.github.attentionmoa.providers.http;

/** Checks headers without ever showing their values, which may be secret. */
final class HeaderRules {
  private HeaderRules() {}

  static void check(String name, String value) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      throw new IllegalArgumentException("header: not a name (expected: letters, digits, -)");
    }
    if (!value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c <= 0x7e))) {
      throw new IllegalArgumentException(
          "header " + name + ": a value with a line break or no ASCII (expected: printable ASCII)");
    }
  }
}
