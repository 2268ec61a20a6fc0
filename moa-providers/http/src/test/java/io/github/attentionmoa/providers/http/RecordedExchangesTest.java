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
import io.github.attentionmoa.providers.gemini.GeminiAgent;
import io.github.attentionmoa.providers.ollama.OllamaAgent;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>A protocol takes part by a row in {@link #AGENTS}.
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
    if (!AGENTS.containsKey(api)) {
      System.out.println(api + ": 0 passed, 0 failed, " + cases.size() + " skipped");
      return List.of();
    }
    List<String> failures = new ArrayList<>();
    try (Agent agent = AGENTS.get(api).apply(server.url("/v1").toString())) {
      cases.forEach(recorded -> failure(agent, recorded).ifPresent(failures::add));
    }
    System.out.println(
        api
            + ": "
            + (cases.size() - failures.size())
            + " passed, "
            + failures.size()
            + " failed, 0 skipped");
    return failures;
  }

  private Optional<String> failure(Agent agent, ProviderCase recorded) {
    ExpectedCompletion expected = new ExpectedCompletion(recorded);
    try {
      expected.check(play(agent, recorded, recorded.reply(recorded.body())));
      expected.check(play(agent, recorded, recorded.inSingleBytes()));
      for (int seed = 0; seed < SPLITS; seed++) {
        expected.check(play(agent, recorded, recorded.inPieces(new Random(seed))));
      }
      for (int cut : cuts(recorded)) {
        byte[] start = Arrays.copyOf(recorded.body(), cut);
        expected.checkCut(play(agent, recorded, recorded.reply(start)));
        expected.checkCut(play(agent, recorded, recorded.brokenOffAt(start)));
      }
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(recorded.id() + ": " + e);
    }
  }

  private static int[] cuts(ProviderCase recorded) {
    return new Random(recorded.id().hashCode()).ints(CUTS, 0, recorded.body().length).toArray();
  }

  private CompletionStage<Completion> play(
      Agent agent, ProviderCase recorded, MockResponse.Builder reply) {
    server.enqueue(reply.build());
    CompletionRequest request = CompletionRequest.of(Conversation.of("Hello"));
    if (!recorded.isStream()) {
      return settled(agent.complete(request));
    }
    StringBuilder streamed = new StringBuilder();
    CompletionStage<Completion> stage = settled(agent.stream(request, streamed::append));
    stage.thenAccept(completion -> assertThat(streamed).hasToString(completion.text()));
    return stage;
  }

  private static CompletionStage<Completion> settled(CompletionStage<Completion> stage) {
    stage.toCompletableFuture().handle((completion, failure) -> completion).join();
    return stage;
  }
}
