package io.github.attentionmoa.agent;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An agent made of a name and a function. */
record FunctionAgent(
    String name, Function<CompletionRequest, ? extends CompletionStage<Completion>> function)
    implements Agent {
  FunctionAgent {
    requireNonNull(function, "function");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: '" + name + "' (expected: some characters)");
    }
  }

  @Override
  public CompletionStage<Completion> complete(CompletionRequest request) {
    return function.apply(request);
  }
}
