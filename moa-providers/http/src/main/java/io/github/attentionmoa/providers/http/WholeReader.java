package io.github.attentionmoa.providers.http;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Gives a body as one event. */
final class WholeReader implements EventReader {
  private final InputStream in;
  private final int maxBytes;
  private boolean isRead;

  WholeReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  @Override
  public @Nullable WireEvent next() throws IOException {
    if (isRead) {
      return null;
    }
    isRead = true;
    byte[] body = in.readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      throw new TooLargeException("body", maxBytes);
    }
    return WireEvent.whole(body);
  }
}
