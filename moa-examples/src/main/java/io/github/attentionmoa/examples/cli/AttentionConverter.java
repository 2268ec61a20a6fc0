package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.attention.AttentionScorer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code dense}, {@code none}, {@code self}, {@code ring:K}, {@code lexical:K} and {@code
 * judge:K}.
 */
final class AttentionConverter implements ITypeConverter<AttentionSpec> {
  private static final Pattern WITH_PEERS = Pattern.compile("(ring|lexical|judge):(\\d{1,6})");

  @Override
  public AttentionSpec convert(String value) {
    return switch (value) {
      case "dense" -> judge -> AttentionScorer.dense();
      case "none" -> judge -> AttentionScorer.none();
      case "self" -> judge -> AttentionScorer.selfOnly();
      default -> withPeers(value);
    };
  }

  private static AttentionSpec withPeers(String value) {
    Matcher matcher = WITH_PEERS.matcher(value);
    int peers = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    if (peers < 1) {
      throw new TypeConversionException(
          "'"
              + value
              + "' (expected: dense, none, self, ring:K, lexical:K or judge:K,"
              + " with K peers, 1 or more)");
    }
    return switch (matcher.group(1)) {
      case "ring" -> judge -> AttentionScorer.ring(peers);
      case "lexical" -> judge -> AttentionScorer.lexical().topK(peers);
      default -> judge -> AttentionScorer.judging(judge).topK(peers);
    };
  }
}
