package io.github.attentionmoa.providers.contract.core;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.prompt.Stage;

class DecoratedAgentContractTest extends ScriptedAgentContractTest {
  private static final CompletionOptions OPTIONS = CompletionOptions.builder().seed(7).build();

  @Override
  protected Agent agent() {
    return source
        .named("critic")
        .persona("You doubt everything.")
        .options(OPTIONS)
        .options(Stage.ATTEND, OPTIONS);
  }
}
