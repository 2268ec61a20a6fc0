package io.github.attentionmoa.providers.http;

import java.io.IOException;

/** A part of a reply that is longer than its limit. */
final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  TooLargeException(String what, int limit) {
    super(what + ": more than " + limit + " bytes");
  }
}
