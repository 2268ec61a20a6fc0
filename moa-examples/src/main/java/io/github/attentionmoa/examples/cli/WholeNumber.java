package io.github.attentionmoa.examples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers that are not too small. */
final class WholeNumber {
  private static final int MOST_DIGITS = 9;

  private WholeNumber() {}

  /** Reads 0, 1 and so on. */
  static final class FromZero implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return read(value, 0);
    }
  }

  /** Reads 1, 2 and so on. */
  static final class FromOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return read(value, 1);
    }
  }

  /** Reads 2, 3 and so on. */
  static final class FromTwo implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return read(value, 2);
    }
  }

  private static Integer read(String value, int least) {
    boolean isWhole = value.matches("-?[0-9]{1," + MOST_DIGITS + "}");
    if (!isWhole || Integer.parseInt(value) < least) {
      throw new TypeConversionException(
          "'" + value + "' (expected: a whole number, " + least + " or more)");
    }
    return Integer.valueOf(value);
  }
}
