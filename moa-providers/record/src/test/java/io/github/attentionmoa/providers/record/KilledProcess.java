package io.github.attentionmoa.providers.record;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A process whose run hangs at a call of one's choice: {@code FILE CALL}. */
final class KilledProcess {
  private KilledProcess() {}

  public static void main(String[] args) {
    int last = Integer.parseInt(args[1]);
    AtomicInteger calls = new AtomicInteger();
    ensemble(
            Path.of(args[0]),
            agent -> {
              if (calls.incrementAndGet() >= last) {
                System.out.println("hanging");
                hang();
              }
              return "an answer of " + agent;
            })
        .ask("Why is the sky blue?");
  }

  /** Returns the ensemble of this process, which another process can resume. */
  static AttentionMoA ensemble(Path file, Function<String, String> answer) {
    Agent[] agents = {agent("ann", answer), agent("bob", answer), agent("cid", answer)};
    return AttentionMoA.builder().layer(agents).layer(agents).cache(FileCache.open(file)).build();
  }

  private static Agent agent(String name, Function<String, String> answer) {
    return Agent.of(name, request -> answer.apply(name + " at " + request.key()));
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
