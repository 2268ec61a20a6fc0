package io.github.attentionmoa.agent;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * An agent under a name, with personas and options; there is never more than one layer of it.
 *
 * @param personas system texts in the order in which they stand, the one added last first
 * @param stageOptions options that hold in one stage only, over {@code options}
 */
record DecoratedAgent(
    Agent agent,
    String name,
    List<String> personas,
    CompletionOptions options,
    Map<Stage, CompletionOptions> stageOptions)
    implements Agent {
  static DecoratedAgent of(Agent agent) {
    return new DecoratedAgent(agent, agent.name(), List.of(), CompletionOptions.none(), Map.of());
  }

  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    return agent.complete(decorated(request));
  }

  @Override
  public CompletionStage<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    return agent.stream(decorated(request), onText);
  }

  private CompletionRequest decorated(CompletionRequest request) {
    Conversation conversation = request.conversation();
    for (int i = personas.size() - 1; i >= 0; i--) {
      conversation = conversation.system(personas.get(i));
    }
    CompletionOptions ofStage =
        request.key().map(key -> stageOptions.get(key.stage())).orElse(CompletionOptions.none());
    return request.toBuilder()
        .conversation(conversation)
        .options(ofStage.over(options).over(request.options()))
        .build();
  }

  @Override
  public String identity() {
    boolean isNameAlone =
        personas.isEmpty() && stageOptions.isEmpty() && options.equals(CompletionOptions.none());
    return agent.identity()
        + (isNameAlone ? "" : "" + CompletionOptions.quoted(personas) + options + stageOptions);
  }

  @Override
  public String endpoint() {
    return agent.endpoint();
  }

  @Override
  public int maxConcurrentCalls() {
    return agent.maxConcurrentCalls();
  }

  @Override
  public void close() {
    agent.close();
  }

  @Override
  public Agent named(String newName) {
    requireNonNull(newName, "name");
    return new DecoratedAgent(agent, newName, personas, options, stageOptions);
  }

  @Override
  public Agent persona(String systemText) {
    if (systemText.isBlank()) {
      throw new IllegalArgumentException("systemText: blank (expected: some words)");
    }
    List<String> all = new ArrayList<>(List.of(systemText));
    all.addAll(personas);
    return new DecoratedAgent(agent, name, List.copyOf(all), options, stageOptions);
  }

  @Override
  public Agent options(CompletionOptions more) {
    return new DecoratedAgent(agent, name, personas, more.over(options), stageOptions);
  }

  @Override
  public Agent options(Stage stage, CompletionOptions more) {
    Map<Stage, CompletionOptions> all = new EnumMap<>(Stage.class);
    all.putAll(stageOptions);
    all.merge(stage, more, (old, added) -> added.over(old));
    return new DecoratedAgent(agent, name, personas, options, all);
  }
}
