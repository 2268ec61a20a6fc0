package io.github.attentionmoa.examples.load;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.result.MoaResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Measures what thousands of calls under way at once hold, and that nothing of it is left after.
 *
 * <p>Arguments: calls, and {@code http} for a service on loopback that holds its replies, or {@code
 * engine} for agents that do so without any network. Ten agents are asked by each run; the runs are
 * answered the first time and cancelled the second.
 */
public final class InFlight {
  private static final int AGENTS = 10;
  private static final Duration REST = Duration.ofSeconds(7);

  private InFlight() {}

  /** Prints what is held before, while and after the calls are under way. */
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]) / AGENTS;
    Tally.countUncaught();
    try (Service service = arguments[1].equals("http") ? new OverHttp() : new InEngine()) {
      AttentionMoA moa =
          AttentionMoA.builder()
              .layer(Layer.builder().agent(service.agent(), AGENTS).build())
              .attention(AttentionScorer.none())
              .build();
      System.out.printf(
          "JDK %s, %s, %d runs of %d agents%n", Runtime.version(), arguments[1], runs, AGENTS);
      print("before", System.nanoTime());
      answer(moa, runs, service);
      rest();
      cancel(moa, runs, service);
      rest();
    }
    System.exit(0);
  }

  private static void answer(AttentionMoA moa, int runs, Service service) throws Exception {
    var answered = start(moa, runs, service);
    long start = System.nanoTime();
    while (answered.stream().anyMatch(run -> !run.isDone())) {
      service.answer();
      Thread.sleep(10);
    }
    long count = answered.stream().filter(run -> !run.isCompletedExceptionally()).count();
    print(count + " answered", start);
  }

  private static void cancel(AttentionMoA moa, int runs, Service service) throws Exception {
    var cancelled = start(moa, runs, service);
    long start = System.nanoTime();
    cancelled.forEach(run -> run.cancel(true));
    long count = cancelled.stream().filter(CompletableFuture::isCancelled).count();
    print(count + " cancelled", start);
    service.answer();
  }

  private static List<CompletableFuture<MoaResult>> start(
      AttentionMoA moa, int runs, Service service) throws Exception {
    long start = System.nanoTime();
    List<CompletableFuture<MoaResult>> futures =
        IntStream.range(0, runs).mapToObj(i -> moa.askAsync("Why is the sky blue?")).toList();
    while (service.held() < runs * AGENTS) {
      Thread.sleep(10);
    }
    print("all under way", start);
    return futures;
  }

  private static void rest() throws Exception {
    long start = System.nanoTime();
    Thread.sleep(REST.toMillis());
    print("after a rest", start);
  }

  private static void print(String when, long start) throws IOException {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%-14s %5.2f s: %s%n", when, seconds, Vitals.now());
  }

  /** Holds the calls to its agent until it is told to answer them. */
  private interface Service extends AutoCloseable {
    Agent agent();

    int held() throws IOException;

    void answer() throws IOException;

    @Override
    void close();
  }

  private static final class OverHttp implements Service {
    private final ServerProcess server = new ServerProcess("hold");
    private final Agent agent = OpenAiAgent.builder("m").baseUrl(server.url()).build();

    OverHttp() throws IOException {}

    @Override
    public Agent agent() {
      return agent;
    }

    @Override
    public int held() throws IOException {
      return server.held();
    }

    @Override
    public void answer() throws IOException {
      server.answer();
    }

    @Override
    public void close() {
      agent.close();
      server.close();
    }
  }

  private static final class InEngine implements Service {
    private final Queue<CompletableFuture<Completion>> calls = new ConcurrentLinkedQueue<>();

    @Override
    public Agent agent() {
      return request -> {
        CompletableFuture<Completion> call = new CompletableFuture<>();
        calls.add(call);
        return call;
      };
    }

    @Override
    public int held() {
      return calls.size();
    }

    @Override
    public void answer() {
      for (var call = calls.poll(); call != null; call = calls.poll()) {
        call.complete(Completion.of("Because of the air."));
      }
    }

    @Override
    public void close() {
      calls.clear();
    }
  }
}
