package io.github.attentionmoa.providers.record;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/** Escapes what ends a script of an HTML page, breaks a line or turns the direction of text. */
final class PlainCharacters extends CharacterEscapes {
  private static final long serialVersionUID = 1;

  private final int[] ascii = standardAsciiEscapesForJSON();

  PlainCharacters() {
    for (char mark : "<>&\u007f".toCharArray()) {
      ascii[mark] = ESCAPE_STANDARD;
    }
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  /** Returns the escape of a character beyond ASCII, or null for it to stay as it is. */
  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          new SerializedString(String.format("\\u%04x", character));
      default -> null;
    };
  }
}
