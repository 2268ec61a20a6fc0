package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.marking;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever may change a reply gives another key. */
class CacheKeyTest {
  private static final CallKey PLACE = new CallKey(1, Stage.PROPOSE, 1, 1, 1);

  private static String keyOf(CompletionOptions options) {
    return key("m", Conversation.of("Q"), options, PLACE);
  }

  private static String key(
      String identity, Conversation conversation, CompletionOptions options, CallKey place) {
    return CacheKey.of(
        identity, CompletionRequest.builder(conversation).options(options).key(place).build());
  }

  private static CompletionOptions stops(String... texts) {
    return CompletionOptions.builder().stopSequences(List.of(texts)).build();
  }

  @Test
  void differentOptionsHaveDifferentKeysWhateverStandsInTheirTexts() {
    List<CompletionOptions> options =
        List.of(
            CompletionOptions.none(),
            stops("a, b"),
            stops("a", "b"),
            stops("a\", \"b"),
            stops("a\\", "b"),
            stops("a\\\", \\\"b"),
            stops("b", "a"),
            stops("a], effort=[b"),
            stops("a").toBuilder().effort("b").build(),
            stops("a], effort=b"),
            CompletionOptions.builder().effort("a, seed=1").build(),
            CompletionOptions.builder().effort("a").seed(1).build(),
            CompletionOptions.builder().seed(1).build(),
            CompletionOptions.builder().maxOutputTokens(1).build(),
            CompletionOptions.builder().temperature(1).build(),
            CompletionOptions.builder().topP(1).build());

    assertThat(options.stream().map(CacheKeyTest::keyOf)).doesNotHaveDuplicates();
  }

  @Test
  void equalOptionsHaveTheSameKeyInEveryVersion() {
    assertThat(keyOf(CompletionOptions.builder().temperature(0.5).seed(7).build()))
        .isEqualTo("2e8e1e9d00d239c8fe5a0a8eac5f51e5b00f15485e99147f4c27ac1822b37540");
  }

  @Test
  void identityPlaceRolesAndTextsAreKeptApart() {
    CompletionOptions none = CompletionOptions.none();
    Conversation plain = Conversation.of("Q");

    assertThat(
            Stream.of(
                key("m", plain, none, PLACE),
                key("m", plain.system("Q"), none, PLACE),
                key("m", plain.assistant("a").user("b"), none, PLACE),
                key("m", plain.assistant("aUSERb").user("b"), none, PLACE),
                key("mU", plain, none, PLACE),
                key("m", plain, none, new CallKey(1, Stage.PROPOSE, 2, 2, 1)),
                key("m", plain, none, new CallKey(1, Stage.PROPOSE, 1, 1, 2)),
                key("m", plain, none, new CallKey(2, Stage.PROPOSE, 1, 1, 1)),
                key("m", plain, none, new CallKey(1, Stage.REFINE, 1, 1, 1))))
        .doesNotHaveDuplicates();
  }

  @Test
  void personasAreKeptApartWhateverStandsInThem() {
    Agent agent = marking("m");

    assertThat(
            Stream.of(
                agent.identity(),
                agent.persona("a, b").identity(),
                agent.persona("b").persona("a").identity(),
                agent.persona("a\", \"b").identity(),
                agent.persona("a").options(stops("b")).identity(),
                agent.persona("a").options(Stage.REFINE, stops("b")).identity()))
        .doesNotHaveDuplicates();
  }

  private static AttentionMoA.Builder of(Agent... agents) {
    return AttentionMoA.builder().layer(agents);
  }

  @Test
  void ensemblesAreKeptApartByLayersAgentsPromptsAndOptions() {
    Agent a = marking("a");
    Agent b = marking("b");

    assertThat(
            Stream.of(
                    of(a, b),
                    of(b, a),
                    of(a).layer(b),
                    of(marking("a, b")),
                    of(a, b).name("other"),
                    of(a, b).prompt(Stage.REFINE, "Rewrite."),
                    of(a, b).prompt(Stage.ATTEND, "Rewrite."),
                    of(a, b).options(Stage.REFINE, stops("x")),
                    of(a, b).options(Stage.ATTEND, stops("x")))
                .map(builder -> builder.build().identity()))
        .doesNotHaveDuplicates();
  }

  @Test
  void anEnsembleHasTheSameIdentityInEveryProcess() {
    AttentionMoA.Builder builder = of(marking("a"));
    for (Stage stage : Stage.values()) {
      builder.options(stage, stops(stage.name()));
      if (stage != Stage.SCORE) {
        builder.prompt(stage, "Do " + stage + ".");
      }
    }

    assertThat(builder.build().identity())
        .isEqualTo(
            "attention-moa 588f7f463623157136736b72d640b01d0b5fb9ac02db19745c7ea5d1aa330b01");
  }
}
