package io.github.attentionmoa.providers.http;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.providers.anthropic.AnthropicAgent;
import io.github.attentionmoa.providers.bedrock.BedrockAgent;
import io.github.attentionmoa.providers.embeddings.EmbeddingModel;
import io.github.attentionmoa.providers.embeddings.Embeddings;
import io.github.attentionmoa.providers.gemini.GeminiAgent;
import io.github.attentionmoa.providers.ollama.OllamaAgent;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;

/**
 * Replays recorded replies byte for byte: whole, in single bytes, in pieces, and cut short.
 *
 * <p>A protocol takes part by a row in {@link #AGENTS} or {@link #EMBEDDINGS}.
 */
class RecordedExchangesTest {
  private static final int SPLITS = 4;
  private static final int CUTS = 8;

  private static final Map<String, Function<String, Agent>> AGENTS =
      Map.of(
          "anthropic-messages", url -> AnthropicAgent.builder("m").baseUrl(url).build(),
          "bedrock-converse", url -> BedrockAgent.builder("m").baseUrl(url).build(),
          "gemini-generate", url -> GeminiAgent.builder("m").baseUrl(url).build(),
          "ollama-chat", url -> OllamaAgent.builder("m").baseUrl(url).build(),
          "openai-chat", url -> OpenAiAgent.builder("m").baseUrl(url).apiKey("sk-x").build());

  private static final Map<String, Function<String, Embeddings>> EMBEDDINGS =
      Map.of(
          "cohere-embed", url -> EmbeddingModel.cohere("m").baseUrl(url).build(),
          "gemini-embed", url -> EmbeddingModel.gemini("m").baseUrl(url).build(),
          "ollama-embed", url -> EmbeddingModel.ollama("m").baseUrl(url).build(),
          "openai-embed", url -> EmbeddingModel.openAi("m").baseUrl(url).build(),
          "voyage-embed", url -> EmbeddingModel.voyage("m").baseUrl(url).build());

  /** Makes the call of a case, whose reply is waiting, and checks what comes of it. */
  private interface Player {
    void play(ProviderCase recorded, boolean isCut);
  }

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void everyRecordedReplyIsReadAsTheVendorsOwnClientReadsIt() throws IOException {
    Optional<Path> file = ProviderCase.file();
    if (file.isEmpty()) {
      System.out.println(
          "RecordedExchangesTest skipped: no file of cases (-Dmoa.provider-cases=FILE)");
    }
    assumeTrue(file.isPresent());

    var byApi =
        ProviderCase.read(file.get()).stream()
            .collect(groupingBy(ProviderCase::api, TreeMap::new, toList()));
    List<String> failures = new ArrayList<>();
    byApi.forEach((api, cases) -> failures.addAll(replay(api, cases)));

    assertThat(byApi.keySet()).as("protocols with cases").containsAnyElementsOf(AGENTS.keySet());
    assertThat(failures).isEmpty();
  }

  private List<String> replay(String api, List<ProviderCase> cases) {
    String url = server.url("/v1").toString();
    if (AGENTS.containsKey(api)) {
      try (Agent agent = AGENTS.get(api).apply(url)) {
        return replay(api, cases, (recorded, isCut) -> ask(agent, recorded, isCut));
      }
    }
    if (EMBEDDINGS.containsKey(api)) {
      try (Embeddings embeddings = EMBEDDINGS.get(api).apply(url)) {
        return replay(api, cases, (recorded, isCut) -> embed(embeddings, recorded, isCut));
      }
    }
    System.out.println(api + ": 0 passed, 0 failed, " + cases.size() + " skipped");
    return List.of();
  }

  private List<String> replay(String api, List<ProviderCase> cases, Player player) {
    List<String> failures = new ArrayList<>();
    cases.forEach(recorded -> failure(player, recorded).ifPresent(failures::add));
    int passed = cases.size() - failures.size();
    System.out.println(api + ": " + passed + " passed, " + failures.size() + " failed, 0 skipped");
    return failures;
  }

  private Optional<String> failure(Player player, ProviderCase recorded) {
    try {
      play(player, recorded, recorded.reply(recorded.body()), false);
      play(player, recorded, recorded.inSingleBytes(), false);
      for (int seed = 0; seed < SPLITS; seed++) {
        play(player, recorded, recorded.inPieces(new Random(seed)), false);
      }
      for (int cut : cuts(recorded)) {
        byte[] start = Arrays.copyOf(recorded.body(), cut);
        play(player, recorded, recorded.reply(start), true);
        play(player, recorded, recorded.brokenOffAt(start), true);
      }
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(recorded.id() + ": " + e);
    }
  }

  private void play(
      Player player, ProviderCase recorded, MockResponse.Builder reply, boolean isCut) {
    server.enqueue(reply.build());
    player.play(recorded, isCut);
  }

  private static int[] cuts(ProviderCase recorded) {
    return new Random(recorded.id().hashCode()).ints(CUTS, 0, recorded.body().length).toArray();
  }

  private static void ask(Agent agent, ProviderCase recorded, boolean isCut) {
    CompletionRequest request = CompletionRequest.of(Conversation.of("Hello"));
    StringBuilder streamed = new StringBuilder();
    CompletionStage<Completion> stage =
        settled(
            recorded.isStream()
                ? agent.stream(request, streamed::append)
                : agent.complete(request));
    ExpectedCompletion expected = new ExpectedCompletion(recorded);
    if (isCut) {
      expected.checkCut(stage);
    } else {
      expected.check(stage);
    }
    if (recorded.isStream() && !stage.toCompletableFuture().isCompletedExceptionally()) {
      assertThat(streamed).hasToString(stage.toCompletableFuture().join().text());
    }
  }

  private static void embed(Embeddings embeddings, ProviderCase recorded, boolean isCut) {
    int texts = recorded.expected().path("count").asInt(1);
    CompletionStage<List<float[]>> stage =
        settled(embeddings.embed(Collections.nCopies(texts, "Hello")));
    if (!isCut || !stage.toCompletableFuture().isCompletedExceptionally()) {
      new ExpectedVectors(recorded).check(stage);
    }
  }

  private static <T> CompletionStage<T> settled(CompletionStage<T> stage) {
    stage.toCompletableFuture().handle((result, failure) -> result).join();
    return stage;
  }
}
