package io.github.attentionmoa.examples;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Shows the answer piece by piece, while the last call of the run writes it. */
final class Streaming {
  private static final String BEGINNING =
      "Sunlight has all colours, and the air scatters its blue part more than its red part.";

  private Streaming() {}

  // docs: streaming-listener
  /** Prints how the run goes and, as they come, the pieces of the answer. */
  private static final class Printer implements RunListener {
    @Override
    public void onCallStarted(CallKey key, String agent) {
      System.out.println(key + ", " + agent);
    }

    @Override
    public void onText(String text) {
      System.out.print("[" + text + "]");
    }

    @Override
    public void onTextRestarted() {
      System.out.println(" (what came so far does not count)");
    }

    @Override
    public void onRunEnded(MoaResult result) {
      System.out.println();
    }
  }

  // docs: end

  /**
   * Runs it: the agent's connection breaks in the middle of the answer, and the call is retried.
   */
  public static void main(String[] args) {
    ScriptedAgent agent =
        ScriptedAgent.of("a")
            .otherwise()
            .answer("It is blue.")
            .next(Stage.AGGREGATE)
            .reply(Streaming::breakOff)
            .on(Stage.AGGREGATE)
            .answerInPieces(BEGINNING, " So blue light", " comes from the whole sky.");
    RetryPolicy atOnce = RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build();
    // docs: streaming
    AttentionMoA moa = AttentionMoA.builder().layer(agent).retry(atOnce).build();
    Conversation question = Conversation.of("What colour is the sky?").system("Be brief.");

    CompletableFuture<MoaResult> run = moa.askAsync(question, new Printer());
    MoaResult result = run.join(); // run.cancel(true) would cut off the calls in flight
    // docs: end
    System.out.println("answer: " + result.text());
  }

  private static void breakOff(ScriptedCall call) {
    call.piece(BEGINNING);
    call.fail(Kind.CONNECTION);
  }
}
