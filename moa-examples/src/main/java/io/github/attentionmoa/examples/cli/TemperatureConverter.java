package io.github.attentionmoa.examples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 0}, {@code 0.7}, {@code 2}. */
final class TemperatureConverter implements ITypeConverter<Double> {
  private static final double MOST = 2;

  @Override
  public Double convert(String value) {
    if (!value.matches("[0-9]{1,3}([.][0-9]{1,9})?") || Double.parseDouble(value) > MOST) {
      throw new TypeConversionException("'" + value + "' (expected: a number, 0 to 2)");
    }
    return Double.valueOf(value);
  }
}
