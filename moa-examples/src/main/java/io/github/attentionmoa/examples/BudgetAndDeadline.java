package io.github.attentionmoa.examples;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;

/** What a run may cost: known before, limited while it runs, counted afterwards. */
final class BudgetAndDeadline {
  private BudgetAndDeadline() {}

  /** Runs it twice: with calls for one of two layers, and with agents that are down. */
  public static void main(String[] args) {
    Agent agent = ScriptedAgent.of("a").otherwise().answer("It is blue.");
    Agent down = ScriptedAgent.of("b").otherwise().fail(Kind.UNAVAILABLE);
    ask(agent);
    ask(down);
  }

  private static void ask(Agent agent) {
    // docs: budget
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(agent, agent)
            .layer(agent, agent)
            .budget(Budget.calls(9).andDeadline(Duration.ofMinutes(3)))
            .retry(RetryPolicy.none())
            .callTimeout(Duration.ofSeconds(30))
            .build();
    System.out.println(moa.plan());
    try {
      MoaResult result = moa.ask("Why is the sky blue?");
      System.out.println(result.stopReason() + ": " + result.text());
      result.trace().lost().forEach(call -> System.out.println("lost: " + call.key()));
    } catch (MoaException e) {
      System.out.println(e.stopReason() + ": " + e.getMessage());
      for (Throwable cause : e.getSuppressed()) {
        System.out.println(cause.getMessage());
      }
    }
    // docs: end
  }
}
