package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Puts plans and ends of runs into words. */
final class Report {
  private Report() {}

  static String plan(RunPlan plan) {
    StringBuilder text = new StringBuilder();
    for (Stage stage : Stage.values()) {
      if (plan.callsOf(stage) > 0) {
        text.append("%-13s %6d%n".formatted(StageRow.name(stage), plan.callsOf(stage)));
      }
    }
    String bound = plan.isExact() ? "" : "   at most: the run may end early";
    text.append("%-13s %6d%s%n".formatted("calls in all", plan.calls(), bound));
    text.append("%-13s %6d%n".formatted("critical path", plan.criticalPath()));
    return text.toString();
  }

  /** Returns why and how far the run went, in one line. */
  static String summary(RunTrace trace, StopReason reason, Duration wall) {
    return "%s; layers: %d, calls: %d of %d, %s%s"
        .formatted(
            words(reason),
            trace.layers().size(),
            made(trace),
            trace.plan().calls(),
            StageRow.seconds(wall),
            tokens(trace.usage()));
  }

  private static String words(StopReason reason) {
    return switch (reason) {
      case LAST_LAYER -> "all layers ran";
      case EARLY_STOP -> "stopped early: no improvement";
      case DEADLINE -> "stopped at the deadline";
      case BUDGET -> "stopped: the calls are spent";
      case CANCELLED -> "interrupted";
      case NO_ANSWER -> "no agent answered";
      default -> reason.name();
    };
  }

  private static String tokens(Usage usage) {
    if (usage.inputTokens().isEmpty() && usage.outputTokens().isEmpty()) {
      return "";
    }
    String rough = usage.isComplete() ? "" : ", in part estimated";
    return ", tokens: "
        + number(usage.inputTokens())
        + " in, "
        + number(usage.outputTokens())
        + " out"
        + rough;
  }

  private static String number(OptionalLong tokens) {
    return tokens.isPresent() ? String.format(Locale.ROOT, "%,d", tokens.getAsLong()) : "unknown";
  }

  /** Returns a line for each lost call that was tried, or for all if none was. */
  static List<String> losses(RunTrace trace) {
    return trace.lost().stream().map(Report::loss).toList();
  }

  private static String loss(CallRecord call) {
    String attempts = call.attempts() > 1 ? " after " + call.attempts() + " attempts" : "";
    return Terminal.oneLine(
        call.key() + " (" + call.agent() + "): " + call.outcome() + attempts + why(call));
  }

  private static String why(CallRecord call) {
    return call.failure().map(e -> ", " + e.kind() + ": " + e.getMessage() + detail(e)).orElse("");
  }

  private static String detail(AgentException failure) {
    return failure.detail().map(words -> " [" + words + "]").orElse("");
  }

  /** Returns the best texts that a broken-off run has; the first one is the only one, or not. */
  static List<String> soFar(RunTrace trace) {
    List<LayerOutput> layers = new ArrayList<>(trace.layers());
    Collections.reverse(layers);
    for (LayerOutput layer : layers) {
      List<String> texts = soFar(trace, layer);
      if (!texts.isEmpty()) {
        return texts;
      }
    }
    return List.of();
  }

  private static List<String> soFar(RunTrace trace, LayerOutput layer) {
    List<ResidualOutput> residuals = trace.residuals();
    String z = layer.layer() <= residuals.size() ? residuals.get(layer.layer() - 1).text() : "";
    if (!z.isBlank() || layer.output() != null) {
      return List.of(z.isBlank() ? layer.text() : z);
    }
    if (layer.layer() > 1) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Refinement refinement : layer.refinements()) {
      texts.add("[refinement by " + refinement.agent() + "]\n" + refinement.text());
    }
    if (texts.isEmpty()) {
      layer.proposals().forEach(r -> texts.add("[proposal by " + r.agent() + "]\n" + r.text()));
    }
    return texts;
  }

  /** Returns what a degraded result has to say for itself. */
  static String degraded(MoaResult result) {
    int lost = result.trace().lost().size();
    return "degraded: " + lost + " of " + result.trace().calls().size() + " calls lost";
  }

  /** Returns a line of a comparison. */
  static String row(String method, RunTrace trace, StopReason reason, Duration wall) {
    Usage usage = trace.usage();
    int lost = trace.lost().size();
    return row(
        method,
        made(trace) + " of " + trace.plan().calls(),
        String.valueOf(trace.plan().criticalPath()),
        number(usage.inputTokens()),
        number(usage.outputTokens()),
        StageRow.seconds(wall),
        words(reason) + (lost == 0 ? "" : "; lost: " + lost));
  }

  /** Returns seven cells in columns, the first and last to the left. */
  static String row(String... cells) {
    return "%-14s %11s %5s %10s %8s %9s  %s".formatted((Object[]) cells);
  }

  /** Counts calls; a plug-in that did not do its part is among the records and made none. */
  private static long made(RunTrace trace) {
    return trace.calls().stream().filter(call -> call.attempts() > 0 || call.isCached()).count();
  }
}
