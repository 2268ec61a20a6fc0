package io.github.attentionmoa.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The keys of a configuration file: those options of the command line that it may set. */
@SuppressWarnings("unused") // what picocli reads into the fields is taken from its options
final class ConfigKeys {
  /** Read one by one, as {@link OfAgent}. */
  @Option(names = "--agents")
  private List<String> agents = new ArrayList<>();

  @Option(names = "--aggregator")
  private @Nullable String aggregator;

  @Option(names = "--method", converter = Method.Converter.class)
  private List<Method> methods = new ArrayList<>();

  @Option(names = "--system")
  private @Nullable String system;

  @Mixin private MethodOptions shape = new MethodOptions();
  @Mixin private CallOptions calls = new CallOptions();

  /** The keys of one agent. */
  static final class OfAgent {
    @Option(names = "--model", converter = AgentSpec.Converter.class)
    private @Nullable AgentSpec model;

    @Option(names = "--name")
    private @Nullable String name;

    @Option(names = "--base-url", converter = Url.class)
    private @Nullable String baseUrl;

    @Option(names = "--key-variable", converter = Variable.class)
    private @Nullable String keyVariable;

    @Option(names = "--persona")
    private @Nullable String persona;

    @Option(names = "--max-tokens", converter = WholeNumber.FromOne.class)
    private @Nullable Integer maxTokens;

    @Option(names = "--temperature", converter = TemperatureConverter.class)
    private @Nullable Double temperature;

    /**
     * Returns the agent; empty without a model.
     *
     * @param where where it stands in the file
     */
    Optional<AgentSpec> spec(String where) {
      return Optional.ofNullable(model)
          .map(
              written ->
                  new AgentSpec(
                      where + ": " + written.provider().prefix() + ":" + written.model(),
                      name == null ? written.name() : name,
                      written.provider(),
                      written.model(),
                      baseUrl == null ? written.baseUrl() : baseUrl,
                      seat()));
    }

    private Seat seat() {
      return new Seat(keyVariable, persona, CallOptions.completionOptions(maxTokens, temperature));
    }
  }

  /** Reads an address. */
  static final class Url implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!AgentSpec.isUrl(value)) {
        throw new TypeConversionException(
            "'" + value + "' (expected: one such as http://127.0.0.1:8080/v1)");
      }
      return value;
    }
  }

  /** Reads the name of a variable; what it refuses may be a key, and is not shown. */
  static final class Variable implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!value.matches("[A-Z_][A-Z0-9_]{0,63}")) {
        throw new TypeConversionException(
            "not shown (expected: the name of a variable in capitals such as OPENAI_API_KEY,"
                + " never the key itself)");
      }
      return value;
    }
  }
}
