package io.github.attentionmoa.providers.http;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Random;

/** Gives at most a few bytes at a time. */
final class InPieces extends FilterInputStream {
  private final Random random;

  InPieces(byte[] bytes, Random random) {
    super(new ByteArrayInputStream(bytes));
    this.random = random;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return super.read(target, offset, Math.min(length, 1 + random.nextInt(4)));
  }
}
