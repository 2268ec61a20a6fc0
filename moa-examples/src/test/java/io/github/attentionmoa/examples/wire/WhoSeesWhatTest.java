package io.github.attentionmoa.examples.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The method on the wire: every request holds exactly the texts that the algorithm says. */
class WhoSeesWhatTest {
  private static Stream<Arguments> sizes() {
    return IntStream.rangeClosed(1, 6)
        .boxed()
        .flatMap(n -> IntStream.rangeClosed(1, 3).mapToObj(l -> Arguments.of(n, l)));
  }

  @ParameterizedTest(name = "{0} agents, {1} layers")
  @MethodSource("sizes")
  void everyRequestHoldsExactlyTheTextsOfTheAlgorithm(int n, int layers) {
    try (MarkingServer server = new MarkingServer(() -> 0)) {
      MoaResult result = ask(server, n, layers);

      Map<CallKey, String> words = words(result);
      words.forEach(
          (key, word) ->
              assertThat(server.seenBy(word)).as("%s", key).isEqualTo(expected(key, n, words)));
      assertThat(server.requests()).isEqualTo(layers * (n * n + 2 * n + 1) + layers - 1);
      assertThat(result.trace().plan().calls()).isEqualTo(server.requests());
    }
  }

  private static MoaResult ask(MarkingServer server, int n, int layers) {
    Agent[] agents =
        IntStream.rangeClosed(1, n).mapToObj(i -> server.agent("a" + i)).toArray(Agent[]::new);
    AttentionMoA.Builder moa = AttentionMoA.builder();
    for (int l = 1; l <= layers; l++) {
      moa.layer(agents);
    }
    try {
      return moa.build().ask("Why is the sky blue?");
    } finally {
      for (Agent agent : agents) {
        agent.close();
      }
    }
  }

  private static Map<CallKey, String> words(MoaResult result) {
    Map<CallKey, String> words = new TreeMap<>();
    for (CallRecord call : result.trace().calls()) {
      String text = call.completion().map(Completion::text).orElseThrow();
      words.put(call.key(), MarkingServer.words(text).iterator().next());
    }
    return words;
  }

  private static Set<String> expected(CallKey key, int n, Map<CallKey, String> words) {
    Words of = new Words(key.layer(), words);
    Set<String> seen = new TreeSet<>();
    switch (key.stage()) {
      case PROPOSE -> of.residual(key.layer() - 1, seen);
      case ATTEND, ATTEND_SELF -> {
        of.add(Stage.PROPOSE, key.from(), key.from(), seen);
        of.add(Stage.PROPOSE, key.to(), key.to(), seen);
      }
      case REFINE -> {
        of.add(Stage.PROPOSE, key.to(), key.to(), seen);
        for (int i = 1; i <= n; i++) {
          of.add(i == key.to() ? Stage.ATTEND_SELF : Stage.ATTEND, i, key.to(), seen);
        }
      }
      case AGGREGATE -> {
        for (int j = 1; j <= n; j++) {
          of.add(Stage.REFINE, j, j, seen);
        }
      }
      case RESIDUAL -> {
        for (int l = 1; l < key.layer(); l++) {
          of.residual(l, seen);
        }
        of.add(Stage.AGGREGATE, 0, 0, seen);
      }
      default -> throw new AssertionError(key);
    }
    return seen;
  }

  /** The words of the calls of one layer, and of the residuals before it. */
  private record Words(int layer, Map<CallKey, String> all) {
    void add(Stage stage, int from, int to, Set<String> seen) {
      seen.add(all.get(new CallKey(layer, stage, from, to, 1)));
    }

    /** Adds z_l, which is o_1 for the first layer; nothing before that. */
    void residual(int l, Set<String> seen) {
      if (l > 0) {
        Stage stage = l == 1 ? Stage.AGGREGATE : Stage.RESIDUAL;
        seen.add(all.get(new CallKey(l, stage, 0, 0, 1)));
      }
    }
  }
}
