package io.github.attentionmoa.examples;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;

/** Two agents and one layer: every call that a run makes, and what each of them says. */
final class FirstRun {
  private FirstRun() {}

  /** Runs it, without any model: the agents are functions. */
  public static void main(String[] args) {
    // docs: first-run
    Agent ann = Agent.of("ann", FirstRun::speak);
    Agent bob = Agent.of("bob", FirstRun::speak);
    AttentionMoA moa = AttentionMoA.builder().layer(ann, bob).build();

    System.out.println(moa.plan());
    MoaResult result = moa.ask("Why is the sky blue?");
    for (CallRecord call : result.trace().calls()) {
      String text = call.completion().map(Completion::text).orElse("lost");
      System.out.println(call.key() + ", " + call.agent() + ": " + text);
    }
    System.out.println("answer: " + result.text());
    // docs: end
  }

  private static String speak(CompletionRequest request) {
    return switch (request.key().orElseThrow().stage()) {
      case PROPOSE -> "It is blue.";
      case ATTEND -> "You do not say why.";
      case ATTEND_SELF -> "The reason is missing.";
      case REFINE -> "It is blue because of the air.";
      default -> "The sky is blue because air scatters blue light more than red.";
    };
  }
}
