package io.github.attentionmoa;

import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of an answer in a cache: SHA-256 of all that it depends on. */
final class CacheKey {
  private CacheKey() {}

  /** Returns the key of a request to an agent of some identity at its place in the run. */
  static String of(String identity, CompletionRequest request) {
    MessageDigest digest = sha256();
    add(digest, identity);
    add(digest, request.key().map(Object::toString).orElse(""));
    add(digest, request.options().toString());
    for (Message message : request.conversation().messages()) {
      add(digest, message.role().name());
      add(digest, message.text());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
