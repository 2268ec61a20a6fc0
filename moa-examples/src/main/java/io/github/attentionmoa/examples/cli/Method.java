package io.github.attentionmoa.examples.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A method of the literature, and which options shape it. */
enum Method {
  ATTENTION_MOA("--layers --attention --residual --early-stop"),
  MOA("--layers"),
  SELF_MOA("--samples --window"),
  SMOA("--layers --keep --early-stop"),
  RMOA("--layers --keep --early-stop"),
  BEST_OF_N(""),
  VOTE("");

  private final String options;

  Method(String options) {
    this.options = options;
  }

  boolean reads(String option) {
    return List.of(options.split(" ")).contains(option);
  }

  /** Reads a name as it is written, or as the constant. */
  static final class Converter implements ITypeConverter<Method> {
    @Override
    public Method convert(String value) {
      String name = value.toLowerCase(Locale.ROOT).replace('_', '-');
      return Arrays.stream(values())
          .filter(method -> method.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' (expected: one of " + Arrays.asList(values()) + ")"));
    }
  }

  /** Returns the name as it is written, for example {@code self-moa}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
