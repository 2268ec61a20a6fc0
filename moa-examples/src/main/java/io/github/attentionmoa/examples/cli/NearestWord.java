package io.github.attentionmoa.examples.cli;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known word that somebody may have meant, by the fewest letters that differ. */
final class NearestWord {
  private static final int MAX_LETTERS = 40;

  private NearestWord() {}

  /** Returns the nearest of the known words; empty if even that differs in half its letters. */
  static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> word.length() <= MAX_LETTERS)
        .filter(candidate -> 2 * distance(word, candidate) <= candidate.length())
        .min(comparingInt(candidate -> distance(word, candidate)));
  }

  /** Levenshtein's distance, row by row; capitals, {@code _} and {@code -} do not count. */
  private static int distance(String word, String candidate) {
    String a = letters(word);
    String b = letters(candidate);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String letters(String word) {
    return word.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
  }
}
