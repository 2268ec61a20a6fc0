package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.examples.cli.ConfigFile.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import picocli.CommandLine.ParseResult;

/** Reads a configuration file: first as YAML, then every key as the option of the same name. */
final class ConfigReader {
  private static final String AGENTS = "--agents";
  private static final String MODEL = "--model";

  private final ConfigProblems problems;
  private final ConfigWords words;
  private final ConfigKeys.OfAgent agent = new ConfigKeys.OfAgent();
  private final ConfigWords agentWords;

  private ConfigReader(ConfigProblems problems) {
    this.problems = problems;
    words = new ConfigWords(new ConfigKeys(), problems);
    agentWords = new ConfigWords(agent, problems);
  }

  /**
   * Reads a file's content.
   *
   * @param name the file, for messages
   * @throws UsageException with everything that is wrong, each with its place
   */
  static ConfigFile read(String name, byte[] content) {
    ConfigProblems problems = new ConfigProblems(name);
    Node root =
        YamlText.root(problems, content)
            .filter(node -> !(node instanceof MappingNode keys && keys.getValue().isEmpty()))
            .orElseThrow(
                () -> new UsageException(name + ": empty (expected: a key such as agents)"));
    ConfigFile file = new ConfigReader(problems).file(root);
    problems.check();
    return file;
  }

  private ConfigFile file(Node root) {
    Map<String, Node> entries = words.entries(root);
    Node list = entries.remove(AGENTS);
    List<AgentSpec> agents = list == null ? List.of() : agents(list);
    Map<String, Setting> settings = new LinkedHashMap<>();
    ParseResult read = words.read(entries);
    entries.forEach(
        (option, value) -> {
          if (read.hasMatchedOption(option)) {
            Object setting = read.matchedOption(option).getValue();
            settings.put(option, new Setting(problems.where(value), setting));
          }
        });
    return new ConfigFile(settings, agents);
  }

  private List<AgentSpec> agents(Node list) {
    if (!(list instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      problems.add(list, "agents: no list (expected: an agent or more, each behind a dash)");
      return List.of();
    }
    return sequence.getValue().stream().map(this::agent).flatMap(Optional::stream).toList();
  }

  /** Reads an agent: its keys, or only its model. */
  private Optional<AgentSpec> agent(Node node) {
    Map<String, Node> entries =
        node instanceof ScalarNode ? Map.of(MODEL, node) : agentWords.entries(node);
    if (node instanceof MappingNode && !entries.containsKey(MODEL)) {
      problems.add(node, "agents: no model (expected: model: PROVIDER:MODEL)");
    }
    agentWords.read(entries); // into an object that every reading empties first
    return agent.spec(problems.where(node));
  }
}
