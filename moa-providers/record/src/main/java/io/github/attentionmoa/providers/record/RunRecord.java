package io.github.attentionmoa.providers.record;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that can be written as JSON and read again, with an answer or without. Immutable.
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
  private static final ObjectWriter WRITER = MAPPER.writer(LINES).with(new PlainCharacters());

  private final Detail detail;
  private final @Nullable String answer;
  private final StopReason stopReason;
  private final int layersRun;
  private final RunTrace trace;
  private final @Nullable Duration wall;

  private RunRecord(Builder builder) {
    detail = builder.detail;
    answer = builder.answer;
    stopReason = builder.stopReason;
    layersRun = builder.layersRun;
    trace = builder.trace;
    wall = builder.wall;
  }

  /** Returns the record of a run that has an answer. */
  public static RunRecord of(MoaResult result) {
    Builder builder = new Builder(result.stopReason(), result.trace());
    builder.answer = result.text();
    return new RunRecord(builder);
  }

  /** Returns the record of a run that has none: {@code answer} is null. */
  public static RunRecord of(MoaException failure) {
    return new RunRecord(new Builder(failure.stopReason(), failure.trace()));
  }

  /**
   * Reads a record that was written in any detail.
   *
   * @throws IllegalArgumentException if it is no such record, or one of a newer version
   */
  public static RunRecord parse(String json) {
    Field run;
    try {
      run = new Field("", MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      // Not its message, which quotes the record
      throw new IllegalArgumentException(
          "json: no JSON at line " + e.getLocation().getLineNr() + " (expected: a run record)", e);
    }
    run.checkFormat(FORMAT, VERSION);
    return new RunRecord(builder(run));
  }

  private static Builder builder(Field run) {
    RunTrace trace =
        RunTrace.of(
            CallReader.plan(run.at("plan")),
            run.at("layers").known(layers -> layers.list(LayerReader::layer)).orElse(List.of()),
            run.at("residuals").known(all -> all.list(LayerReader::residual)).orElse(List.of()),
            run.at("calls").list(CallReader::call));
    Builder builder = new Builder(run.at("stopReason").constant(StopReason.class), trace);
    builder.detail = run.at("detail").constant(Detail.class);
    builder.answer = run.at("answer").known(Field::text).orElse(null);
    builder.layersRun = run.at("layersRun").integer();
    builder.wall = run.at("wallMillis").known(Field::number).map(Duration::ofMillis).orElse(null);
    return builder;
  }

  /**
   * Reads a record from a file.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no such record, or one of a newer version
   */
  public static RunRecord read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns this record with the time that the run took, as its caller measured it. */
  public RunRecord wall(Duration time) {
    Builder builder = new Builder(stopReason, trace);
    builder.detail = detail;
    builder.answer = answer;
    builder.layersRun = layersRun;
    builder.wall = requireNonNull(time, "time");
    return new RunRecord(builder);
  }

  /** Returns the most words that this record can be written with: those it was read with. */
  public Detail detail() {
    return detail;
  }

  /** Returns the answer; empty if the run has none, or it was not written. */
  public Optional<String> answer() {
    return Optional.ofNullable(answer);
  }

  /** Returns why the run ended. */
  public StopReason stopReason() {
    return stopReason;
  }

  /** Returns how many layers were begun. */
  public int layersRun() {
    return layersRun;
  }

  /** Returns what happened; a record read in less than full detail has calls without words. */
  public RunTrace trace() {
    return trace;
  }

  /** Returns the time that the run took; empty if nobody measured it. */
  public Optional<Duration> wall() {
    return Optional.ofNullable(wall);
  }

  /**
   * Returns the record as one JSON object, over several lines.
   *
   * <p>Whatever models wrote, it can stand in a page's script: {@code <}, {@code >}, {@code &} and
   * all that is not seen are escaped.
   *
   * @throws IllegalArgumentException if it was read with fewer words
   */
  public String json(Detail detail) {
    if (detail.compareTo(this.detail) > 0) {
      throw new IllegalArgumentException(
          "detail: %s (expected: at most %s, as it was read)".formatted(detail, this.detail));
    }
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.put("format", FORMAT).put("version", VERSION).put("detail", detail.name());
    if (detail != Detail.NUMBERS) {
      run.put("answer", answer);
    }
    run.put("stopReason", stopReason.name());
    run.put("degraded", trace.calls().stream().anyMatch(CallRecord::isLost));
    run.put("layersRun", layersRun);
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
   * @throws IllegalArgumentException if the record was read with fewer words
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
      return WRITER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes that is no JSON", e);
    }
  }

  private static final class Builder {
    private final StopReason stopReason;
    private final RunTrace trace;
    private Detail detail = Detail.FULL;
    private @Nullable String answer;
    private int layersRun;
    private @Nullable Duration wall;

    private Builder(StopReason stopReason, RunTrace trace) {
      this.stopReason = stopReason;
      this.trace = trace;
      layersRun = trace.layers().size();
    }
  }
}
