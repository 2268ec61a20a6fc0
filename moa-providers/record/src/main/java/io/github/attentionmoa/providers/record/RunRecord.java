package io.github.attentionmoa.providers.record;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run that can be written as JSON, with an answer or without. Immutable.
 *
 * <p>Fields are added in later versions of this library without notice; {@code version} grows when
 * one is renamed, removed or changes its meaning. Keys of providers never get here.
 */
public final class RunRecord {
  private static final String FORMAT = "attention-moa-run";
  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final PrettyPrinter LINES =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private final @Nullable String answer;
  private final StopReason stopReason;
  private final RunTrace trace;
  private final @Nullable Duration wall;

  private RunRecord(
      @Nullable String answer, StopReason stopReason, RunTrace trace, @Nullable Duration wall) {
    this.answer = answer;
    this.stopReason = stopReason;
    this.trace = trace;
    this.wall = wall;
  }

  /** Returns the record of a run that has an answer. */
  public static RunRecord of(MoaResult result) {
    return new RunRecord(result.text(), result.stopReason(), result.trace(), null);
  }

  /** Returns the record of a run that has none: {@code answer} is null. */
  public static RunRecord of(MoaException failure) {
    return new RunRecord(null, failure.stopReason(), failure.trace(), null);
  }

  /** Returns this record with the time that the run took, as its caller measured it. */
  public RunRecord wall(Duration time) {
    return new RunRecord(answer, stopReason, trace, requireNonNull(time, "time"));
  }

  /** Returns the record as one JSON object, over several lines. */
  public String json(Detail detail) {
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.put("format", FORMAT).put("version", VERSION).put("detail", detail.name());
    if (detail != Detail.NUMBERS) {
      run.put("answer", answer);
    }
    run.put("stopReason", stopReason.name());
    run.put("degraded", trace.calls().stream().anyMatch(CallRecord::isLost));
    run.put("layersRun", trace.layers().size());
    run.put("wallMillis", wall == null ? null : wall.toMillis());
    run.set("plan", CallJson.plan(trace.plan()));
    run.set("usage", CallJson.usage(trace.usage()));
    run.set("calls", CallJson.calls(trace.calls(), detail));
    if (detail == Detail.FULL) {
      run.set("layers", LayerJson.layers(trace.layers()));
      run.set("residuals", LayerJson.residuals(trace.residuals()));
    }
    return text(run);
  }

  /**
   * Writes the record into a file, which is replaced if it exists.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(Path file, Detail detail) {
    // Not Files.writeString: it refuses half a surrogate pair, which a model may well write
    byte[] bytes = json(detail).getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns a plan alone as a JSON object with the one field {@code plan}. */
  public static String json(RunPlan plan) {
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.set("plan", CallJson.plan(plan));
    return text(run);
  }

  private static String text(JsonNode node) {
    try {
      return MAPPER.writer(LINES).writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes that is no JSON", e);
    }
  }
}
