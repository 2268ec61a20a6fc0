package io.github.attentionmoa.providers.embeddings;

import static io.github.attentionmoa.providers.http.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.attention.AttentionMap;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EmbeddingScorerTest {
  private static final Map<String, float[]> VECTORS =
      Map.of(
          "north", new float[] {0, 1},
          "far north", new float[] {0, 100},
          "east", new float[] {3, 0},
          "south", new float[] {0, -1},
          "nowhere", new float[] {0, 0});

  @Test
  void authorNearToItsPeersWeighsMost() {
    AttentionWeights weights = weights("north", "east", "far north");

    assertThat(weights.weight(1, 2)).isCloseTo(0.75, within(1e-9));
    assertThat(weights.weight(2, 1)).isCloseTo(0.5, within(1e-9));
    assertThat(weights.weight(3, 1)).isEqualTo(weights.weight(3, 3)).isEqualTo(0.75);
  }

  @Test
  void weightsAreNeverZero() {
    assertThat(weights("north", "south", "nowhere").callCount()).isEqualTo(9);
    assertThat(weights("north").weight(1, 1)).isEqualTo(0.5);
    assertThat(weights("north", "far north").weight(1, 2)).isEqualTo(1.0);
  }

  @Test
  void lostAgentKeepsItsPlace() {
    AttentionWeights weights =
        score(List.of(proposal(1, "north"), proposal(3, "east")), EmbeddingScorerTest::embed);

    assertThat(weights.agents()).isEqualTo(3);
    assertThat(weights.weight(2, 1)).isZero();
    assertThat(weights.weight(3, 1)).isEqualTo(0.5);
  }

  @Test
  void wrongNumberOfVectorsOrDimensionsIsAFault() {
    List<Proposal> two = List.of(proposal(1, "north"), proposal(2, "east"));

    assertThatThrownBy(() -> score(two, texts -> done(List.of(new float[1]))))
        .hasMessageContaining("1 vectors (expected: 2)");
    assertThatThrownBy(() -> score(two, texts -> done(List.of(new float[1], new float[2]))))
        .hasMessageContaining("1 and 2 dimensions");
  }

  @Test
  void runReadsThePeersThatAreNearest() {
    MoaResult result = ensemble(EmbeddingScorerTest::embed).ask("Where?");

    assertThat(result.isDegraded()).isFalse();
    assertThat(attention(result).get(3, 1)).isPresent();
    assertThat(attention(result).get(2, 1)).isEmpty();
  }

  @Test
  void runWithoutVectorsGoesOnWithoutSuggestions() {
    Embeddings broken =
        texts -> CompletableFuture.failedFuture(AgentException.of(Kind.UNAVAILABLE, "no"));

    MoaResult result = ensemble(broken).ask("Where?");

    assertThat(result.isDegraded()).isTrue();
    assertThat(attention(result).suggestions()).isEmpty();
    assertThat(result.text()).isNotBlank();
  }

  @Test
  void embeddingIsACallOfTheRun() {
    AttentionMoA ensemble = ensemble(EmbeddingScorerTest::embed);

    MoaResult result = ensemble.ask("Where?");

    assertThat(ensemble.plan().callsOf(Stage.SCORE)).isEqualTo(1);
    CallRecord call = embedding(result);
    assertThat(call.agent()).isEqualTo("embeddings");
    assertThat(call.usage().inputTokens()).hasValue(5); // 18 characters
    assertThat(call.usage().outputTokens()).hasValue(0);
    assertThat(call.usage().isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'usage':{'prompt_tokens':7,'total_tokens':8}",
        "'usage':{'total_tokens':7}",
        "'prompt_eval_count':7",
        "'meta':{'billed_units':{'input_tokens':7}}"
      })
  void tokensThatAServiceCountsAreBooked(String usage) throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(json(200, "{'embeddings':[[0,1],[1,0],[0,1]]," + usage + "}"));
      EmbeddingModel model = EmbeddingModel.openAi("m").baseUrl(server.url("/").toString()).build();

      CallRecord call = embedding(ensemble(model).ask("Where?"));

      assertThat(call.agent()).isEqualTo("m");
      assertThat(call.usage()).isEqualTo(Usage.of(7, 0));
    }
  }

  @Test
  void whatPassesIsTriedAgain() {
    AtomicInteger calls = new AtomicInteger();
    Embeddings shaky =
        texts ->
            calls.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(AgentException.of(Kind.UNAVAILABLE, "no"))
                : embed(texts);

    MoaResult result = ensemble(shaky).ask("Where?");

    assertThat(result.isDegraded()).isFalse();
    assertThat(embedding(result).attempts()).isEqualTo(2);
  }

  @Test
  void cancelOfTheRunReachesTheEmbeddings() throws InterruptedException {
    CompletableFuture<List<float[]>> open = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    Embeddings slow =
        texts -> {
          asked.countDown();
          return open;
        };
    CompletableFuture<MoaResult> run = ensemble(slow).askAsync("Where?");
    asked.await();

    run.cancel(true);

    assertThatThrownBy(open::join).isInstanceOf(CancellationException.class);
  }

  private static CallRecord embedding(MoaResult result) {
    return result.trace().calls().stream()
        .filter(call -> call.key().stage() == Stage.SCORE)
        .findFirst()
        .orElseThrow();
  }

  private static AttentionMoA ensemble(Embeddings embeddings) {
    return AttentionMoA.builder()
        .layer(saying("north"), saying("east"), saying("far north"))
        .attention(EmbeddingScorer.centrality(embeddings).topK(1))
        .build();
  }

  private static Agent saying(String text) {
    return Agent.of(text, request -> text);
  }

  private static AttentionMap attention(MoaResult result) {
    return result.trace().layers().get(0).attention();
  }

  private static AttentionWeights weights(String... texts) {
    List<Proposal> proposals =
        IntStream.range(0, texts.length).mapToObj(i -> proposal(i + 1, texts[i])).toList();
    return score(proposals, EmbeddingScorerTest::embed);
  }

  private static AttentionWeights score(List<Proposal> proposals, Embeddings embeddings) {
    return EmbeddingScorer.centrality(embeddings)
        .score(proposals, new OneLayer())
        .toCompletableFuture()
        .join();
  }

  private static CompletionStage<List<float[]>> embed(List<String> texts) {
    return done(texts.stream().map(VECTORS::get).toList());
  }

  private static CompletionStage<List<float[]>> done(List<float[]> vectors) {
    return CompletableFuture.completedFuture(vectors);
  }

  private static Proposal proposal(int agent, String text) {
    return new Proposal(agent, Completion.of(text));
  }

  /** Calls agents at once. */
  private static final class OneLayer implements StageContext {
    @Override
    public int layer() {
      return 1;
    }

    @Override
    public Conversation conversation() {
      return Conversation.of("Where?");
    }

    @Override
    public CompletionStage<Completion> call(Agent agent, Prompt prompt) {
      return agent.complete(CompletionRequest.of(prompt.render(conversation())));
    }
  }
}
