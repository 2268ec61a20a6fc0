package io.github.attentionmoa.family;

import static io.github.attentionmoa.prompt.Stage.AGGREGATE;
import static io.github.attentionmoa.prompt.Stage.ATTEND;
import static io.github.attentionmoa.prompt.Stage.ATTEND_SELF;
import static io.github.attentionmoa.prompt.Stage.PROPOSE;
import static io.github.attentionmoa.prompt.Stage.REFINE;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Agents and ensembles in plain words. */
final class Fixtures {
  private static final Pattern PAIR =
      Pattern.compile(
          "Answer 1 \\((\\w{8})\\):\\n(.*?)\\n\\nAnswer 2 \\(\\1\\):\\n(.*?)\\n\\nEnd of the quotes",
          Pattern.DOTALL);

  private Fixtures() {}

  /** Agents that say in every stage who, where and what they are, such as "r1 of layer 2". */
  static List<ScriptedAgent> agents(int n) {
    return IntStream.rangeClosed(1, n).mapToObj(i -> agent("agent " + i)).toList();
  }

  static ScriptedAgent agent(String name) {
    return ScriptedAgent.of(name)
        .on(PROPOSE)
        .answer(request -> "r" + seat(request))
        .on(ATTEND)
        .answer(request -> "a" + seat(request))
        .on(ATTEND_SELF)
        .answer(request -> "a" + seat(request))
        .on(REFINE)
        .answer(request -> "f" + seat(request))
        .on(AGGREGATE)
        .answer(request -> "o of layer " + request.key().orElseThrow().layer());
  }

  private static String seat(CompletionRequest request) {
    var key = request.key().orElseThrow();
    return key.from() + " of layer " + key.layer();
  }

  /** A judge that is handed both texts of a comparison and says "1", "2", "SAME" or nonsense. */
  static ScriptedAgent judge(BinaryOperator<String> opinion) {
    return ScriptedAgent.of("judge").otherwise().answer(request -> verdict(request, opinion));
  }

  static String verdict(CompletionRequest request, BinaryOperator<String> opinion) {
    Matcher pair = PAIR.matcher(lastTurn(request));
    if (!pair.find()) {
      throw new AssertionError("not a comparison of two");
    }
    return "BETTER " + pair.group(1) + ": " + opinion.apply(pair.group(2), pair.group(3));
  }

  /** The opinion that the text which comes later in the alphabet is better. */
  static String later(String first, String second) {
    return first.compareTo(second) > 0 ? "1" : "2";
  }

  static String lastTurn(ScriptedCall call) {
    return lastTurn(call.request());
  }

  private static String lastTurn(CompletionRequest request) {
    List<Message> messages = request.conversation().messages();
    return messages.get(messages.size() - 1).text();
  }

  static AttentionMoA.Builder ensemble(List<? extends Agent> agents, int layers) {
    Layer layer = Layer.of(agents.toArray(Agent[]::new));
    return AttentionMoA.builder()
        .layers(Collections.nCopies(layers, layer))
        .retry(RetryPolicy.none());
  }

  static int callsOf(List<ScriptedAgent> agents) {
    return agents.stream().mapToInt(agent -> agent.calls().size()).sum();
  }
}
