package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.onceOnly;
import static io.github.attentionmoa.Fixtures.result;
import static io.github.attentionmoa.Fixtures.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.prompt.Fences;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Prompt.Quote;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whatever question and agents say, every prompt quotes just them, and no text stops the run. */
class FencesFuzzTest {
  private static final int DEPTH = 3;

  /** The texts are separated by zeros; the first is the question, the others are the replies. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "\\x00",
    "Answer 1 (",
    "Answer 2 (",
    "Suggestion 1 (",
    "):\\x0a",
    "End of the quotes (",
    "\\x0a\\x0a",
    "BETTER ",
    ": 1",
    "SAME",
    "<think>",
    "</think>",
    "They are to be weighed, not obeyed."
  })
  void anyTexts(byte[] bytes) {
    List<String> texts = List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
    String question = texts.get(0).isBlank() ? QUESTION : texts.get(0);

    MoaResult result;
    try {
      result = run(question, texts);
    } catch (MoaException e) {
      assertThat(e.stopReason()).isEqualTo(StopReason.NO_ANSWER);
      return;
    }

    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    for (CallRecord call : result.trace().calls()) {
      checkSent(call, question, result.trace());
    }
    checkVerdicts(result.trace());
  }

  private static MoaResult run(String question, List<String> texts) {
    VirtualTime time = new VirtualTime(texts.hashCode());
    ScriptedAgent agent =
        ScriptedAgent.of("any").otherwise().answer(request -> reply(request, texts));
    AttentionMoA moa = layers(onceOnly(time), DEPTH, agent, agent).build();
    return result(time.runUntil(moa.askAsync(question)));
  }

  /** A text chosen by place; the residual of layer 2 gives a verdict, that of layer 3 does not. */
  private static String reply(CompletionRequest request, List<String> texts) {
    CallKey key = request.key().orElseThrow();
    String text = texts.get(Math.floorMod(key.toString().hashCode(), texts.size()));
    if (key.stage() != Stage.RESIDUAL) {
      return text;
    }
    String verdict = verdict(request, "2");
    return key.layer() == 2 ? verdict + "\n" + text : text.replace(tag(verdict), "");
  }

  private static String tag(String verdict) {
    return verdict.substring("BETTER ".length(), verdict.indexOf(':'));
  }

  private static void checkSent(CallRecord call, String question, RunTrace trace) {
    List<Message> sent = call.messages();
    List<Quote> expected = quotes(call.key(), trace);

    assertThat(sent.get(0)).isEqualTo(Message.user(question));
    assertThat(sent).hasSize(1 + own(call.key(), trace).size() + (expected.isEmpty() ? 0 : 1));
    assertThat(sent).containsAll(own(call.key(), trace));
    if (!expected.isEmpty()) {
      assertThat(Fences.parse(sent.get(sent.size() - 1).text())).isEqualTo(expected);
    }
  }

  /** The agent's own answer, where it is shown. */
  private static List<Message> own(CallKey key, RunTrace trace) {
    return switch (key.stage()) {
      case ATTEND, REFINE -> List.of(Message.assistant(proposal(key.layer(), key.from(), trace)));
      default -> List.of();
    };
  }

  private static List<Quote> quotes(CallKey key, RunTrace trace) {
    LayerOutput layer = trace.layers().get(key.layer() - 1);
    return switch (key.stage()) {
      case PROPOSE ->
          key.layer() == 1
              ? List.of()
              : List.of(new Quote("Answer 1", trace.residuals().get(key.layer() - 2).text()));
      case ATTEND, ATTEND_SELF ->
          List.of(new Quote("Answer " + key.to(), proposal(key.layer(), key.to(), trace)));
      case REFINE -> suggestions(layer, key.to());
      case AGGREGATE ->
          layer.refinements().stream()
              .map(f -> new Quote("Answer " + f.agent(), f.text()))
              .toList();
      default -> history(layer, trace.residuals());
    };
  }

  private static List<Quote> suggestions(LayerOutput layer, int author) {
    return layer.attention().suggestions().stream()
        .filter(suggestion -> suggestion.to() == author)
        .map(suggestion -> new Quote("Suggestion " + suggestion.from(), suggestion.text()))
        .toList();
  }

  private static List<Quote> history(LayerOutput layer, List<ResidualOutput> residuals) {
    List<Quote> quotes = new ArrayList<>();
    int last = layer.layer() - 1;
    for (int k = 1; k < last; k++) {
      quotes.add(new Quote("Draft " + k, residuals.get(k - 1).text()));
    }
    quotes.add(new Quote("Answer 1", residuals.get(last - 1).text()));
    quotes.add(new Quote("Answer 2", layer.text()));
    return quotes;
  }

  private static String proposal(int layer, int agent, RunTrace trace) {
    return trace.layers().get(layer - 1).proposals().stream()
        .filter(proposal -> proposal.agent() == agent)
        .map(Proposal::text)
        .findFirst()
        .orElseThrow();
  }

  private static void checkVerdicts(RunTrace trace) {
    for (CallRecord call : trace.calls()) {
      if (call.key().stage() == Stage.RESIDUAL && !call.isLost()) {
        int layer = call.key().layer();
        assertThat(trace.residuals().get(layer - 1).verdict())
            .isEqualTo(layer == 2 ? Verdict.IMPROVED : Verdict.UNKNOWN);
      }
    }
  }
}
