package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.CompletionRequest;

/** Writes requests in one protocol for one model. */
public interface Requests {
  /** Names the protocol, the model, and what else shapes replies. */
  String identity();

  /** Asks for a whole reply. */
  WireCall whole(CompletionRequest request);

  /** Asks for a reply in pieces. */
  WireCall streamed(CompletionRequest request);
}
