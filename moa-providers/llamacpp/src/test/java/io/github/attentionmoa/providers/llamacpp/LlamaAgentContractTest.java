package io.github.attentionmoa.providers.llamacpp;

import de.kherud.llama.InferenceParameters;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.contract.AgentContract;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The agent over a runtime that says what the test wants. */
class LlamaAgentContractTest extends AgentContract {
  @TempDir static Path directory;

  private final PlayedRuntime runtime = new PlayedRuntime();
  private LlamaModel model;

  @BeforeEach
  void open() {
    model = LlamaModel.builder(Fixtures.nanoIn(directory)).slots(8).open(file -> runtime);
  }

  @Override
  protected Agent agent() {
    return model.agent("nano");
  }

  @Override
  protected void answerNext(String text) {
    runtime.script.add(
        (answer, isWanted) -> {
          text.codePoints().forEach(c -> answer.append(Character.toString(c)));
          return new TextModel.Written(text.length(), false);
        });
  }

  @Override
  protected void failNext() {
    runtime.script.add(
        (answer, isWanted) -> {
          throw new IllegalStateException("the runtime failed");
        });
  }

  @Override
  protected void keepNextOpen() {
    runtime.script.add(
        (answer, isWanted) -> {
          runtime.opened.countDown();
          while (isWanted.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
          }
          runtime.cancelled.countDown();
          return new TextModel.Written(0, true);
        });
  }

  @Override
  protected int exchanges() {
    return runtime.exchanges.get();
  }

  @Override
  protected void awaitOpenExchange() {
    Fixtures.await(runtime.opened);
  }

  @Override
  protected void awaitCancel() {
    Fixtures.await(runtime.cancelled);
  }

  private interface Exchange {
    TextModel.Written write(AnswerText answer, BooleanSupplier isWanted);
  }

  private static final class PlayedRuntime implements TextModel {
    private final BlockingQueue<Exchange> script = new LinkedBlockingQueue<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public int count(String text) {
      return text.length();
    }

    @Override
    public Written write(
        InferenceParameters parameters, AnswerText answer, BooleanSupplier isWanted) {
      exchanges.incrementAndGet();
      return script.remove().write(answer, isWanted);
    }
  }
}
