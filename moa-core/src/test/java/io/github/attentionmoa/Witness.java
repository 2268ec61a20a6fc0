package io.github.attentionmoa;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What the world outside of the engine saw of one simulated run. */
final class Witness implements RunListener {
  final int number;
  final int question;
  final List<String> events = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  final Map<CallKey, Integer> exchanges = new HashMap<>();
  final Set<Integer> layersJudgedNoBetter = new HashSet<>();
  final StringBuilder text = new StringBuilder();

  private final VirtualTime time;
  private final boolean isLogged;
  private final Set<CallKey> started = new HashSet<>();
  private final Set<CallKey> ended = new HashSet<>();
  private boolean isTold;
  boolean isOver;
  boolean hasDecidedToStop;
  boolean isCancelled;
  boolean isEndedFromOutside;
  int underWay;
  long inputTokens;
  long outputTokens;
  long overAt;
  long deadline = Long.MAX_VALUE;

  /** Watches a run by its number, which decides what happens in it, of a question by its. */
  Witness(int number, int question, VirtualTime time, boolean isLogged) {
    this.number = number;
    this.question = question;
    this.time = time;
    this.isLogged = isLogged;
  }

  /** Notes that an agent was called; returns the how manieth time for this place. */
  int called(CallKey key) {
    note(() -> "exchange " + key);
    check(!isOver, () -> "I2: " + key + " was exchanged after the end of the run");
    check(time.elapsed() < deadline, () -> "I2: " + key + " was exchanged at the deadline");
    return exchanges.merge(key, 1, Integer::sum);
  }

  /** Notes that an agent of an inner run was called. */
  void calledInside() {
    check(!isOver, () -> "I2: an inner agent was called after the end of the run");
    check(time.elapsed() < deadline, () -> "I2: an inner agent was called at the deadline");
  }

  /** Notes what an exchange has used, in time or late, answered or not. */
  void used(Usage usage) {
    if (!isOver) {
      inputTokens += usage.inputTokens().orElse(0);
      outputTokens += usage.outputTokens().orElse(0);
    }
  }

  long now() {
    return time.elapsed();
  }

  int exchanges() {
    return exchanges.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Notes that the future of the run is done, before anybody who waits for it goes on. */
  void over() {
    isOver = true;
    overAt = time.elapsed();
    check(
        underWay == 0 || isEndedFromOutside,
        () -> "I3: " + underWay + " calls under way at the end");
  }

  void check(boolean holds, Supplier<String> violation) {
    if (!holds) {
      violations.add("run " + number + ", " + violation.get());
    }
  }

  private void note(Supplier<String> event) {
    if (isLogged) {
      events.add(time.elapsed() + " " + event.get());
    }
  }

  private void told(Supplier<String> event) {
    note(event);
    check(!isTold, () -> "events: " + event.get() + " after the end");
  }

  @Override
  public void onRunStarted(RunPlan plan) {
    told(() -> "run " + plan);
    check(started.isEmpty(), () -> "events: the start of the run is not the first");
  }

  @Override
  public void onCallStarted(CallKey key, String agent) {
    told(() -> "start " + key + " " + agent);
    check(started.add(key), () -> "events: " + key + " started twice");
  }

  @Override
  public void onCallEnded(CallRecord call) {
    told(() -> "end " + call);
    check(started.contains(call.key()), () -> "events: " + call.key() + " ended without a start");
    check(ended.add(call.key()), () -> "events: " + call.key() + " ended twice");
  }

  @Override
  public void onLayerEnded(LayerOutput output) {
    told(() -> "layer " + output.layer());
  }

  @Override
  public void onResidualEnded(int layer, ResidualOutput output) {
    told(() -> "residual " + layer + " " + output.verdict());
  }

  @Override
  public void onText(String piece) {
    told(() -> "text");
    text.append(piece);
  }

  @Override
  public void onTextRestarted() {
    told(() -> "restart");
    text.setLength(0);
  }

  @Override
  public void onRunEnded(MoaResult result) {
    told(() -> "answer " + result);
    isTold = true;
    check(text.toString().equals(result.text()), () -> "stream: the pieces are not the answer");
    check(started.equals(ended), () -> "events: a call has started and not ended");
  }

  @Override
  public void onRunFailed(MoaException failure) {
    told(() -> "failure " + failure.getMessage());
    isTold = true;
    check(started.equals(ended), () -> "events: a call has started and not ended");
  }
}
