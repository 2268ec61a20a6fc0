package io.github.attentionmoa.providers.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a response body into events. Used by one thread. */
@FunctionalInterface
interface EventReader {
  /** Next event, or null at the end of input. */
  @Nullable WireEvent next() throws IOException;
}
