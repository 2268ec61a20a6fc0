package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.CompletionOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of an agent beside its model.
 *
 * @param keyVariable the variable that has its key; null for its provider's own
 * @param persona its system text; null for none
 * @param options what is sent with its calls
 */
record Seat(@Nullable String keyVariable, @Nullable String persona, CompletionOptions options) {
  static final Seat PLAIN = new Seat(null, null, CompletionOptions.builder().build());
}
