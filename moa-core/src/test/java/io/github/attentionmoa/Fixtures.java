package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Ensembles in virtual time, and agents whose every answer is a word of its own. */
final class Fixtures {
  static final String QUESTION = "Why is the sky blue?";
  private static final Pattern TAG = Pattern.compile("BETTER (\\w{8}): SAME");

  private Fixtures() {}

  /** A builder whose runs live in virtual time and wait the longest time before a retry. */
  static AttentionMoA.Builder ensemble(VirtualTime time) {
    return AttentionMoA.builder().executor(time).time(time, () -> 1.0);
  }

  /** The same without retries. */
  static AttentionMoA.Builder onceOnly(VirtualTime time) {
    return ensemble(time).retry(RetryPolicy.none());
  }

  /** Layers of the same agents. */
  static AttentionMoA.Builder layers(AttentionMoA.Builder builder, int depth, Agent... agents) {
    for (int l = 1; l <= depth; l++) {
      builder.layer(agents);
    }
    return builder;
  }

  /** An agent that answers every call with the {@link #word} of its place. */
  static ScriptedAgent marking(String name) {
    return ScriptedAgent.of(name).otherwise().answer(Fixtures::ownWord);
  }

  static ScriptedAgent[] marking(int n) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> marking("m" + i))
        .toArray(ScriptedAgent[]::new);
  }

  static String ownWord(CompletionRequest request) {
    return word(request.key().orElseThrow());
  }

  /** The word of a place in a run. */
  static String word(CallKey key) {
    String place = key.layer() + "-" + key.stage() + "-" + key.from() + "-" + key.to();
    return "[" + place + "-" + key.ordinal() + "]";
  }

  static CallKey key(int layer, Stage stage, int from, int to) {
    return new CallKey(layer, stage, from, to, 1);
  }

  static String propose(int layer, int agent) {
    return word(key(layer, Stage.PROPOSE, agent, agent));
  }

  static String refine(int layer, int agent) {
    return word(key(layer, Stage.REFINE, agent, agent));
  }

  static String attend(int layer, int from, int to) {
    return word(key(layer, from == to ? Stage.ATTEND_SELF : Stage.ATTEND, from, to));
  }

  static String aggregate(int layer) {
    return word(key(layer, Stage.AGGREGATE, 0, 0));
  }

  static String residual(int layer) {
    return layer == 1 ? aggregate(1) : word(key(layer, Stage.RESIDUAL, 0, 0));
  }

  /** The words of places that stand in what was sent. */
  static Set<String> seen(List<Message> sent) {
    Set<String> words = new HashSet<>();
    sent.forEach(message -> addWords(message.text(), words));
    return words;
  }

  static void addWords(String text, Set<String> words) {
    int open = text.indexOf('[');
    while (open >= 0) {
      int close = text.indexOf(']', open);
      words.add(text.substring(open, close + 1));
      open = text.indexOf('[', close);
    }
  }

  /** The verdict line that a residual prompt asks for, with this choice in it. */
  static String verdict(CompletionRequest request, String choice) {
    List<Message> sent = request.conversation().messages();
    return TAG.matcher(sent.get(sent.size() - 1).text())
        .results()
        .map(found -> "BETTER " + found.group(1) + ": " + choice)
        .findFirst()
        .orElse("(no verdict wanted)");
  }

  /** Asks and lets virtual time run until there is an answer. */
  static MoaResult ask(VirtualTime time, AttentionMoA moa) {
    return result(time.runUntil(moa.askAsync(QUESTION)));
  }

  static MoaResult result(CompletableFuture<MoaResult> future) {
    if (!future.isDone()) {
      throw new AssertionError("the run has not ended, and nothing is left that could end it");
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof MoaException none ? none : e;
    }
  }

  static CallRecord call(MoaResult result, CallKey key) {
    return call(result.trace(), key);
  }

  static CallRecord call(RunTrace trace, CallKey key) {
    return trace.calls().stream()
        .filter(call -> call.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no call " + key + " in " + trace.calls()));
  }

  /** The places of the lost calls of a run. */
  static List<CallKey> lost(MoaResult result) {
    return result.trace().lost().stream().map(CallRecord::key).toList();
  }
}
