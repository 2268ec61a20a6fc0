package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.result.MoaResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ListenerOfEachRunTest {
  private final List<Thread> asking = new CopyOnWriteArrayList<>();
  private final List<RunListener> told = new CopyOnWriteArrayList<>();

  private AttentionMoA watchedBy(RunListener listener) {
    return AttentionMoA.builder()
        .layer(Agent.of("a", request -> "It is blue."))
        .listener(listener)
        .build();
  }

  private RunListener ofRun() {
    return new RunListener() {
      @Override
      public void onRunEnded(MoaResult result) {
        told.add(this);
      }
    };
  }

  @Test
  void everyRunTellsAListenerOfItsOwn() {
    AttentionMoA moa =
        watchedBy(
            new RunListener() {
              @Override
              public RunListener forRun() {
                asking.add(Thread.currentThread());
                return ofRun();
              }

              @Override
              public void onRunEnded(MoaResult result) {
                throw new AssertionError("told in place of the listener of the run");
              }
            });

    moa.ask("Why is the sky blue?");
    moa.ask("Why is the sky blue?");

    assertThat(told).hasSize(2).doesNotHaveDuplicates();
    assertThat(asking).hasSize(2).containsOnly(Thread.currentThread());
  }

  @Test
  void listenerThatThrowsIsLeftOutAndTheOthersAreTold() {
    RunListener broken =
        new RunListener() {
          @Override
          public RunListener forRun() {
            throw new IllegalStateException("broken");
          }
        };

    watchedBy(broken.and(ofRun())).ask("Why is the sky blue?");

    assertThat(told).hasSize(1);
  }
}
