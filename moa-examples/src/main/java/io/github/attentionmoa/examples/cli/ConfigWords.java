package io.github.attentionmoa.examples.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the keys of a mapping as the long options of an annotated object, by the same rules.
 *
 * <p>One set of words, one check of each value: what {@code --timeout} takes, {@code timeout:}
 * takes.
 */
final class ConfigWords {
  private static final Pattern SECRET =
      Pattern.compile("(?i)(api|access|auth)?[-_]?(key|token|secret|password)");

  private final CommandLine line;
  private final ConfigProblems problems;

  ConfigWords(Object annotated, ConfigProblems problems) {
    line =
        new CommandLine(annotated)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false);
    this.problems = problems;
  }

  /** Returns the key of an option, such as {@code layers}. */
  static String key(String option) {
    return option.substring(2);
  }

  /** Returns the values by option; notes keys that are unknown, or there twice. */
  Map<String, Node> entries(Node node) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problems.add(node, "no key (expected: keys and values such as \"layers: 2\")");
      return entries;
    }
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (line.getCommandSpec().findOption("--" + key) == null) {
        problems.add(entry.getKeyNode(), unknown(key));
      } else if (entries.putIfAbsent("--" + key, entry.getValueNode()) != null) {
        problems.add(entry.getKeyNode(), key + ": there already (expected: once)");
      }
    }
    return entries;
  }

  private String unknown(String key) {
    if (SECRET.matcher(key).matches()) {
      return key
          + ": keys have no place in a file (expected: key-variable, the variable that has it)";
    }
    List<String> known =
        line.getCommandSpec().options().stream().map(o -> key(o.longestName())).sorted().toList();
    String expected = NearestWord.of(key, known).orElse("one of " + known);
    return "unknown key '" + key + "' (expected: " + expected + ")";
  }

  /** Sets the annotated object from all values that are right, and notes those that are not. */
  ParseResult read(Map<String, Node> entries) {
    List<String> arguments = new ArrayList<>();
    entries.forEach((option, value) -> arguments.addAll(checked(option, value)));
    return line.parseArgs(arguments.toArray(String[]::new));
  }

  private List<String> checked(String name, Node value) {
    OptionSpec option = line.getCommandSpec().findOption(name);
    List<Node> values =
        value instanceof SequenceNode list && option.isMultiValue()
            ? list.getValue()
            : List.of(value);
    if (values.isEmpty()) {
      problems.add(value, key(name) + ": an empty list (expected: a text or number, or more)");
    }
    return values.stream().flatMap(one -> argument(option, one).stream()).toList();
  }

  private Optional<String> argument(OptionSpec option, Node value) {
    String key = key(option.longestName());
    try {
      if (!(value instanceof ScalarNode scalar)) {
        throw new ParameterException(line, "several values (expected: one)");
      }
      String argument = argument(option, scalar);
      line.parseArgs(argument);
      return Optional.of(argument);
    } catch (ParameterException e) {
      problems.add(value, key + ": " + reason(e));
      return Optional.empty();
    }
  }

  private String argument(OptionSpec option, ScalarNode scalar) {
    String value = scalar.getValue();
    if (scalar.getTag().equals(Tag.NULL) || value.isBlank()) {
      throw new ParameterException(line, "no value (expected: a text or number)");
    }
    if (option.type() != Boolean.class) {
      return option.longestName() + "=" + value;
    }
    return switch (value) {
      case "true" -> option.longestName();
      case "false" -> option.longestName().replaceFirst("^--", "--no-");
      default -> throw new ParameterException(line, "'" + value + "' (expected: true or false)");
    };
  }

  /** Returns the words of the converter, without those that name a flag. */
  private static String reason(ParameterException e) {
    return e.getCause() instanceof TypeConversionException cause
        ? String.valueOf(cause.getMessage())
        : String.valueOf(e.getMessage());
  }
}
