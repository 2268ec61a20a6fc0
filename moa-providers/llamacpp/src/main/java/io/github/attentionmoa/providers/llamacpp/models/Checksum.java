package io.github.attentionmoa.providers.llamacpp.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file. */
final class Checksum {
  private Checksum() {}

  static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // the stream sums as it is read
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Checks that a file is the one expected. */
  static void check(Path file, ModelFile expected) throws IOException {
    String sum = of(file);
    if (!sum.equals(expected.sha256())) {
      throw new IOException(
          file + ": its SHA-256 is " + sum + " (expected: " + expected.sha256() + ")");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
