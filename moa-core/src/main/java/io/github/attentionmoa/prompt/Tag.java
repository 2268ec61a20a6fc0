package io.github.attentionmoa.prompt;

import io.github.attentionmoa.prompt.Prompt.Quote;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;

/** Computes the mark that fences quotes: a hash of them that none of them contains. */
final class Tag {
  private static final int LENGTH = 8;
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private Tag() {}

  static String of(List<Quote> quotes) {
    return free(sha256(quotes), quotes);
  }

  /** Returns the mark of a hash, or of the hash of that, which no quote contains. */
  static String free(byte[] hash, List<Quote> quotes) {
    String tag = letters(hash);
    return isIn(tag, quotes) ? free(sha256().digest(hash), quotes) : tag;
  }

  private static byte[] sha256(List<Quote> quotes) {
    MessageDigest digest = sha256();
    for (Quote quote : quotes) {
      for (String part : List.of(quote.label(), quote.text())) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
      }
    }
    return digest.digest();
  }

  private static boolean isIn(String tag, List<Quote> quotes) {
    return quotes.stream().anyMatch(q -> q.text().toLowerCase(Locale.ROOT).contains(tag));
  }

  private static String letters(byte[] hash) {
    long bits = ByteBuffer.wrap(hash).getLong();
    StringBuilder letters = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      letters.append(ALPHABET.charAt((int) (bits >>> (5 * i)) & 31));
    }
    return letters.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
