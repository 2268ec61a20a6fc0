package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.attention.AttentionScorer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code dense}, {@code none}, {@code self}, {@code ring:K}, {@code lexical:K}. */
final class AttentionConverter implements ITypeConverter<AttentionScorer> {
  private static final Pattern WITH_PEERS = Pattern.compile("(ring|lexical):(\\d{1,6})");

  @Override
  public AttentionScorer convert(String value) {
    return switch (value) {
      case "dense" -> AttentionScorer.dense();
      case "none" -> AttentionScorer.none();
      case "self" -> AttentionScorer.selfOnly();
      default -> withPeers(value);
    };
  }

  private static AttentionScorer withPeers(String value) {
    Matcher matcher = WITH_PEERS.matcher(value);
    int peers = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    if (peers < 1) {
      throw new TypeConversionException(
          "'"
              + value
              + "' (expected: dense, none, self, ring:K or lexical:K, with K peers, 1 or more)");
    }
    return matcher.group(1).equals("ring")
        ? AttentionScorer.ring(peers)
        : AttentionScorer.lexical().topK(peers);
  }
}
