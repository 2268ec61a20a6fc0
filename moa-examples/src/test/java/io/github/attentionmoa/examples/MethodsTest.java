package io.github.attentionmoa.examples;

import static io.github.attentionmoa.prompt.Stage.AGGREGATE;
import static io.github.attentionmoa.prompt.Stage.PROPOSE;
import static io.github.attentionmoa.prompt.Stage.RESIDUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The call graph of every method: how many calls, and which call sees which texts. */
class MethodsTest {
  private static final List<String> MAY_END_EARLY = List.of("attention-moa", "smoa", "rmoa");
  private static final Pattern DEMAND = Pattern.compile("BETTER (\\w{8}): 1");

  /** Agents whose every answer names its place, and who always find the newer text better. */
  private static List<ScriptedAgent> agents(int n) {
    return agents(n, (request, tag) -> "BETTER " + tag + ": 2\n" + place(request));
  }

  private static List<ScriptedAgent> agents(
      int n, BiFunction<CompletionRequest, String, String> verdict) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(
            i ->
                ScriptedAgent.of("agent " + i)
                    .otherwise()
                    .answer(request -> answer(request, verdict)))
        .toList();
  }

  private static String answer(
      CompletionRequest request, BiFunction<CompletionRequest, String, String> verdict) {
    Matcher demand = DEMAND.matcher(lastTurn(request));
    return demand.find() ? verdict.apply(request, demand.group(1)) : place(request);
  }

  private static String place(CompletionRequest request) {
    CallKey key = request.key().orElseThrow();
    return "[%s %d of layer %d]"
        .formatted(key.stage(), Math.max(key.from(), key.ordinal()), key.layer());
  }

  private static String lastTurn(CompletionRequest request) {
    List<Message> messages = request.conversation().messages();
    return messages.get(messages.size() - 1).text();
  }

  private static List<String> seen(ScriptedCall call) {
    return seen(call.request());
  }

  private static List<String> seen(CompletionRequest request) {
    List<String> places = new ArrayList<>();
    Pattern.compile("\\[\\w+ \\d+ of layer \\d+\\]")
        .matcher(lastTurn(request))
        .results()
        .forEach(place -> places.add(place.group()));
    return places;
  }

  private static AttentionMoA.Builder method(String name, List<? extends Agent> seats, int layers) {
    List<Agent> agents = List.copyOf(seats);
    Agent first = agents.get(0);
    return switch (name) {
      case "attention-moa" -> Methods.attentionMoa(agents, layers, first);
      case "moa" -> Methods.moa(agents, layers, first);
      case "self-moa" -> Methods.selfMoa(first, 6);
      case "self-moa by 3" -> Methods.selfMoa(first, 6, 3);
      case "smoa" -> Methods.smoa(agents, layers, first, 2);
      case "rmoa" -> Methods.rmoa(agents, layers, first, 2);
      case "best-of-n" -> Methods.bestOfN(agents, first);
      case "vote" -> Methods.vote(agents);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "{0}, {1} agents, {2} layers: {3} calls, critical path {4}")
  @CsvSource({
    "attention-moa, 3, 2, 33, 9", "attention-moa, 3, 3, 50, 14",
    "attention-moa, 5, 2, 73, 9", "attention-moa, 5, 3, 110, 14",
    "moa, 3, 2, 7, 3", "moa, 3, 3, 10, 4",
    "moa, 5, 2, 11, 3", "moa, 5, 3, 16, 4",
    "self-moa, 3, 1, 7, 2", "self-moa by 3, 3, 1, 9, 4",
    "smoa, 3, 2, 11, 5", "smoa, 3, 3, 18, 8",
    "smoa, 5, 2, 22, 5", "smoa, 5, 3, 38, 8",
    "rmoa, 3, 2, 9, 5", "rmoa, 3, 3, 14, 8",
    "rmoa, 5, 2, 13, 5", "rmoa, 5, 3, 20, 8",
    "best-of-n, 3, 1, 5, 3", "best-of-n, 5, 1, 9, 5",
    "vote, 3, 1, 3, 1", "vote, 5, 1, 5, 1"
  })
  void planSaysWhatIsCalled(String name, int n, int layers, int calls, int path) {
    List<ScriptedAgent> agents = agents(n);
    AttentionMoA moa = method(name, agents, layers).build();

    RunPlan plan = moa.plan();
    MoaResult result = moa.ask("Q?");

    assertThat(plan.calls()).isEqualTo(calls);
    assertThat(plan.criticalPath()).isEqualTo(path);
    assertThat(plan.isExact()).isNotEqualTo(MAY_END_EARLY.contains(name));
    assertThat(agents.stream().mapToInt(agent -> agent.calls().size()).sum()).isEqualTo(calls);
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.isDegraded()).isFalse();
  }

  @Test
  void moaShowsAllAnswersToTheNextLayerAndAggregatesTheLast() {
    List<ScriptedAgent> agents = agents(3);

    method("moa", agents, 2).build().ask("Q?");

    for (ScriptedAgent agent : agents) {
      assertThat(seen(agent.calls(PROPOSE).get(0))).isEmpty();
      assertThat(seen(agent.calls(PROPOSE).get(1))).containsExactly(answersOf(1, 1, 2, 3));
    }
    assertThat(agents.get(0).calls(AGGREGATE))
        .singleElement()
        .satisfies(call -> assertThat(seen(call)).containsExactly(answersOf(2, 1, 2, 3)));
  }

  private static String[] answersOf(int layer, int... agents) {
    return IntStream.of(agents)
        .mapToObj(i -> "[PROPOSE %d of layer %d]".formatted(i, layer))
        .toArray(String[]::new);
  }

  @Test
  void selfMoaSynthesisesTheSamplesOfOneAgent() {
    List<ScriptedAgent> agents = agents(2);

    method("self-moa", agents, 1).build().ask("Q?");

    assertThat(seen(agents.get(0).calls(AGGREGATE).get(0)))
        .containsExactly(answersOf(1, 1, 2, 3, 4, 5, 6));
    assertThat(agents.get(1).calls()).isEmpty();
  }

  @Test
  void sequentialSelfMoaCarriesTheBestSoFarAlong() {
    List<ScriptedAgent> agents = agents(1);

    MoaResult result = method("self-moa by 3", agents, 1).build().ask("Q?");

    assertThat(agents.get(0).calls(AGGREGATE))
        .extracting(MethodsTest::seen)
        .containsExactly(
            List.of(answersOf(1, 1, 2, 3)),
            List.of("[AGGREGATE 1 of layer 1]", answersOf(1, 4)[0], answersOf(1, 5)[0]),
            List.of("[AGGREGATE 2 of layer 1]", answersOf(1, 6)[0]));
    assertThat(result.text()).isEqualTo("[AGGREGATE 3 of layer 1]");
  }

  @Test
  void smoaPassesOnTheBestTwo() {
    List<ScriptedAgent> agents = agents(3, MethodsTest::laterSeat);

    method("smoa", agents, 2).build().ask("Q?");

    assertThat(seen(agents.get(1).calls(PROPOSE).get(1))).containsExactly(answersOf(1, 2, 3));
    assertThat(seen(agents.get(0).calls(AGGREGATE).get(0))).containsExactly(answersOf(2, 1, 2, 3));
    assertThat(agents.get(0).calls(RESIDUAL)).allSatisfy(call -> assertThat(seen(call)).hasSize(2));
  }

  /** The opinion that the agent with the larger number, or the later layer, is better. */
  private static String laterSeat(CompletionRequest request, String tag) {
    List<String> pair = seen(request);
    return "BETTER " + tag + ": " + (pair.get(0).compareTo(pair.get(1)) > 0 ? 1 : 2);
  }

  @Test
  void smoaEndsWhenTheBestAnswerIsNoBetter() {
    List<ScriptedAgent> agents = agents(3, (request, tag) -> "BETTER " + tag + ": 1");

    MoaResult result = method("smoa", agents, 3).build().ask("Q?");

    assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOP);
    assertThat(result.text()).isEqualTo(answersOf(1, 1)[0]);
    assertThat(agents.get(0).calls(AGGREGATE)).isEmpty();
  }

  @Test
  void rmoaReadsTheMostDifferentAndPassesOnWhatChanged() {
    List<ScriptedAgent> agents = agents(3);

    MoaResult result = method("rmoa", agents, 3).build().ask("Q?");

    assertThat(agents.get(0).calls(AGGREGATE))
        .allSatisfy(call -> assertThat(seen(call)).hasSize(2));
    assertThat(seen(agents.get(1).calls(PROPOSE).get(1)))
        .containsExactly("[AGGREGATE 1 of layer 1]");
    assertThat(seen(agents.get(1).calls(PROPOSE).get(2)))
        .containsExactly("[AGGREGATE 1 of layer 1]", "[RESIDUAL 1 of layer 2]");
    assertThat(seen(agents.get(0).calls(RESIDUAL).get(1)))
        .containsExactly("[AGGREGATE 1 of layer 2]", "[AGGREGATE 1 of layer 3]");
    assertThat(result.text()).isEqualTo("[AGGREGATE 1 of layer 3]");
  }

  @Test
  void rmoaEndsWhenNothingIsNew() {
    List<ScriptedAgent> agents = agents(3, (request, tag) -> "BETTER " + tag + ": SAME");

    MoaResult result = method("rmoa", agents, 3).build().ask("Q?");

    assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOP);
    assertThat(result.text()).isEqualTo("[AGGREGATE 1 of layer 1]");
    assertThat(result.layersRun()).isEqualTo(2);
  }

  @Test
  void bestOfNComparesTheWinnerWithTheNext() {
    List<ScriptedAgent> agents = agents(3);

    MoaResult result = method("best-of-n", agents, 1).build().ask("Q?");

    assertThat(agents.get(0).calls(AGGREGATE))
        .extracting(MethodsTest::seen)
        .containsExactly(List.of(answersOf(1, 1, 2)), List.of(answersOf(1, 2, 3)));
    assertThat(result.text()).isEqualTo(answersOf(1, 3)[0]);
  }

  @Test
  void voteCountsConclusions() {
    List<Agent> agents =
        List.of(
            Agent.of("a", request -> "7 times 6 is 41."),
            Agent.of("b", request -> "7 + 7 + ...\n**Answer: 42**"),
            Agent.of("c", request -> "So it is 42.\n"));

    MoaResult result = Methods.vote(agents).build().ask("7 * 6?");

    assertThat(result.text()).isEqualTo("7 + 7 + ...\n**Answer: 42**");
    assertThat(result.trace().calls()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "'It is 1,250 km.', 1250",
    "-3.5, -3.5",
    "The answer is: **Paris**!, the answer is paris",
    "'', ''"
  })
  void conclusionIsTheLastNumberOrTheWordsOfTheLastLine(String text, String conclusion) {
    assertThat(Methods.conclusion(text)).isEqualTo(conclusion);
  }
}
