package io.github.attentionmoa.providers.record;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.attention.AttentionMap;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.attention.Suggestion;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A run in which every field of the format is set somewhere. */
final class Fixtures {
  private Fixtures() {}

  static MoaResult result() {
    return result("words of the answer");
  }

  static MoaResult result(String answer) {
    return MoaResult.of(answer, StopReason.LAST_LAYER, trace());
  }

  static RunTrace trace() {
    RunPlan plan = RunPlan.of(Map.of(Stage.PROPOSE, 2, Stage.AGGREGATE, 1), 9, 2, true);
    return RunTrace.of(plan, List.of(layer()), List.of(residual()), List.of(lost(), answered()));
  }

  private static LayerOutput layer() {
    Suggestion self = new Suggestion(1, 1, Completion.of("words of a suggestion"));
    AttentionWeights weights = AttentionWeights.of(new double[][] {{1, 0}, {0.5, 0}});
    return new LayerOutput(
        1,
        List.of(new Proposal(1, proposal())),
        new AttentionMap(weights, List.of(self)),
        List.of(new Refinement(1, Completion.of("words of a refinement"), true)),
        Completion.of("words of the layer"));
  }

  private static ResidualOutput residual() {
    return ResidualOutput.of("words of the residual", Verdict.IMPROVED);
  }

  private static CallRecord answered() {
    return CallRecord.builder(new CallKey(1, Stage.PROPOSE, 1, 1, 1))
        .agent("ann")
        .attempts(2)
        .cached(true)
        .usage(Usage.of(20, 7).cachedInput(5).reasoning(3))
        .start(Duration.ofMillis(12))
        .took(Duration.ofMillis(345))
        .messages(List.of(Message.system("words of the system"), Message.user("words of a user")))
        .answered(proposal())
        .build();
  }

  private static Completion proposal() {
    return Completion.builder("words of a \"proposal\"\n")
        .reasoning("words of a thought")
        .model("model-1")
        .requestId("req-1")
        .finishReason(FinishReason.LENGTH, "length")
        .usage(Usage.of(20, 7).incomplete())
        .build();
  }

  private static CallRecord lost() {
    AgentException failure =
        AgentException.builder(Kind.RATE_LIMITED, "HTTP 429")
            .statusCode(429)
            .retryAfter(Duration.ofSeconds(2))
            .detail("words of the provider")
            .build();
    return CallRecord.builder(new CallKey(1, Stage.PROPOSE, 2, 2, 1))
        .agent("bob")
        .lost(Outcome.FAILED, failure)
        .build();
  }
}
