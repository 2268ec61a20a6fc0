package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.result.MoaResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 200 calls under way at once, of 20 runs; the programs below moa-examples take thousands. */
@ExtendWith(NothingLeft.class)
class ManyCallsTest {
  private static final int RUNS = 20;
  private static final int AGENTS = 10;

  private LoopbackServer server;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    server = new LoopbackServer();
    agent = OpenAiAgent.builder("m").baseUrl(server.url()).build();
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
    server.close();
  }

  private List<CompletableFuture<MoaResult>> ask() {
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(Layer.builder().agent(agent, AGENTS).build())
            .attention(AttentionScorer.none())
            .build();
    return IntStream.range(0, RUNS).mapToObj(i -> moa.askAsync("Why is the sky blue?")).toList();
  }

  private List<CompletableFuture<MoaResult>> askInVain() throws Exception {
    IntStream.range(0, RUNS * AGENTS).forEach(i -> server.keepOpen());
    var runs = ask();
    for (int i = 0; i < RUNS * AGENTS; i++) {
      server.awaitOpen();
    }
    return runs;
  }

  private void awaitClosed() throws Exception {
    for (int i = 0; i < RUNS * AGENTS; i++) {
      server.awaitClosed();
    }
  }

  @Test
  void callsThatAreAnsweredLeaveNothing() {
    var runs = ask();
    while (server.exchanges() < RUNS * AGENTS) {
      Thread.onSpinWait();
    }
    String reply = "{'choices':[{'message':{'content':'air'},'finish_reason':'stop'}]}";
    IntStream.range(0, RUNS * (AGENTS + 1))
        .forEach(i -> server.reply(200, "application/json", reply.replace('\'', '"')));

    assertThat(runs).allSatisfy(run -> assertThat(run.join().text()).isEqualTo("air"));
  }

  @Test
  void callsOfCancelledRunsLeaveNothing() throws Exception {
    var runs = askInVain();

    runs.forEach(run -> run.cancel(true));

    awaitClosed();
    assertThat(runs).allSatisfy(run -> assertThat(run).isCancelled());
  }

  @Test
  void callsOfAClosedAgentLeaveNothing() throws Exception {
    var runs = askInVain();

    agent.close();

    awaitClosed();
    assertThat(runs).allSatisfy(run -> assertThat(run).failsWithin(Duration.ofMinutes(1)));
  }
}
