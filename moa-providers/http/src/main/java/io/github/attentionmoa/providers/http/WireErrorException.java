package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.JsonNode;

/** Thrown by a reader that finds a provider's error in a place of its protocol's own. */
public final class WireErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient WireError error;

  /**
   * Takes the error as the provider wrote it; kind, status and detail are found by the transport.
   */
  public WireErrorException(JsonNode error) {
    super("the provider reports an error", null, false, false);
    this.error = WireError.of(error);
  }

  WireError error() {
    return error;
  }
}
