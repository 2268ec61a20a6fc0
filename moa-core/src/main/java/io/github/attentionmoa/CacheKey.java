package io.github.attentionmoa;

import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Short names of long things: SHA-256 of all their parts, so that different parts differ. */
final class CacheKey {
  private CacheKey() {}

  /** Returns the key of a request to an agent of some identity at its place in the run. */
  static String of(String identity, CompletionRequest request) {
    List<String> parts = new ArrayList<>();
    parts.add(identity);
    parts.add(request.key().map(Object::toString).orElse(""));
    parts.add(request.options().toString());
    for (Message message : request.conversation().messages()) {
      parts.add(message.role().name());
      parts.add(message.text());
    }
    return of(parts);
  }

  /** Returns the key of some parts; each is hashed with its length before it. */
  static String of(List<String> parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
