package io.github.attentionmoa.examples.load;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.providers.anthropic.AnthropicAgent;
import io.github.attentionmoa.providers.gemini.GeminiAgent;
import io.github.attentionmoa.providers.ollama.OllamaAgent;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.result.MoaResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs ensembles over HTTP against a service that fails in every way, and watches what they hold.
 *
 * <p>Arguments: minutes. Runs go one alone and 24 at once by turns, some with a deadline, a budget,
 * a time-out, a cancel, or agents that are closed under them. Every minute all comes to rest and is
 * counted. Rests between runs keep both processes below 40 % of one core.
 */
public final class Soak implements AutoCloseable {
  private static final double DUTY = 0.35;
  private static final Duration REST = Duration.ofSeconds(6);
  private static final int AT_ONCE = 24;

  private final ServerProcess server = new ServerProcess("faults");
  private final Tally tally = new Tally();
  private final Random random = new Random(1);
  private final List<Agent> agents = agents();
  private final AttentionMoA moa = ensemble(agents).build();
  private final AttentionMoA soon =
      ensemble(agents).budget(Budget.deadline(Duration.ofMillis(500))).build();
  private final AttentionMoA thrifty = ensemble(agents).budget(Budget.calls(12)).build();
  private int runs;

  private Soak() throws IOException {}

  /** Prints what is held after every minute, and at the end how that changed. */
  public static void main(String[] arguments) throws Exception {
    int minutes = Integer.parseInt(arguments[0]);
    List<Vitals> samples = new ArrayList<>();
    Tally.countUncaught();
    try (Soak soak = new Soak()) {
      System.out.println("JDK " + Runtime.version() + ", at first " + Vitals.now());
      for (int minute = 1; minute <= minutes; minute++) {
        long used = soak.processorNanos();
        soak.work(Duration.ofMinutes(1).minus(REST));
        long pooled = Vitals.now().sockets();
        Thread.sleep(REST.toMillis());
        samples.add(Vitals.now());
        System.out.printf(
            "%2d min: %s (%d pooled before), %s, %.1f s of processor%n",
            minute,
            samples.get(samples.size() - 1),
            pooled,
            soak.tally,
            (soak.processorNanos() - used) / 1e9);
      }
    }
    System.out.println(Trend.of(samples));
    System.exit(0);
  }

  private void work(Duration time) throws Exception {
    long start = System.nanoTime();
    long used = processorNanos();
    while (System.nanoTime() - start < time.toNanos()) {
      round(1);
      round(AT_ONCE);
      while (processorNanos() - used > DUTY * (System.nanoTime() - start)) {
        Thread.sleep(50);
      }
    }
  }

  private long processorNanos() {
    return Vitals.processorNanos() + server.processorTime().toNanos();
  }

  private void round(int atOnce) throws Exception {
    List<CompletableFuture<?>> open = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      open.add(start(runs++ % 8).handle(tally::run));
    }
    CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
  }

  private CompletableFuture<MoaResult> start(int kind) {
    int millis = random.nextInt(600);
    return switch (kind) {
      case 0 -> after(ask(moa), millis, future -> future.cancel(true));
      case 1 -> ask(moa).orTimeout(millis, TimeUnit.MILLISECONDS);
      case 2 -> ask(soon);
      case 3 -> ask(thrifty);
      case 4 -> {
        List<Agent> own = agents();
        var run = ask(ensemble(own).build());
        yield after(run, millis, future -> own.forEach(Agent::close));
      }
      default -> ask(moa);
    };
  }

  private static CompletableFuture<MoaResult> ask(AttentionMoA ensemble) {
    return ensemble.askAsync("Why is the sky blue?");
  }

  private static CompletableFuture<MoaResult> after(
      CompletableFuture<MoaResult> run, int millis, Consumer<CompletableFuture<MoaResult>> action) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(() -> action.accept(run));
    return run;
  }

  private AttentionMoA.Builder ensemble(List<Agent> of) {
    Agent[] layer = of.toArray(Agent[]::new);
    return AttentionMoA.builder()
        .layer(layer)
        .layer(layer)
        .callTimeout(Duration.ofSeconds(1))
        .retry(RetryPolicy.builder().backoff(Duration.ofMillis(50), Duration.ofSeconds(1)).build())
        .listener(tally);
  }

  private List<Agent> agents() {
    String url = server.url();
    return List.of(
        OpenAiAgent.builder("m").name("openai").baseUrl(url).maxConcurrentCalls(4).build(),
        AnthropicAgent.builder("m").name("anthropic").baseUrl(url).build(),
        GeminiAgent.builder("m").name("gemini").baseUrl(url).build(),
        OllamaAgent.builder("m").name("ollama").baseUrl(url).build());
  }

  @Override
  public void close() {
    agents.forEach(Agent::close);
    server.close();
  }
}
