package io.github.attentionmoa.providers.llamacpp;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A GGUF model in this process: loaded once, it seats any number of agents.
 *
 * <p>Supported are the architectures {@code llama} and {@code qwen2} with the ChatML format, as
 * SmolLM2 and Qwen2.5 have. A slot answers one call at a time, and each has a context of its own;
 * more calls than slots wait their turn. Each slot has a daemon thread while it is busy. With one
 * slot, one seed gives one text; calls beside each other change the rounding.
 *
 * <p>The native runtime gives no memory back before the process ends, and keeps the JVM alive after
 * {@code main}: open a file once, and end the program with {@code System.exit}. Safe for many
 * threads, also beside other models.
 */
public final class LlamaModel implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long SETTLE_SECONDS = 10;

  private final GgufFile file;
  private final TextModel textModel;
  private final ChatMl chat;
  private final int slots;
  private final int contextTokens;
  private final String endpoint;
  private final ThreadPoolExecutor executor;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  private LlamaModel(Builder builder, Function<GgufFile, TextModel> loader) {
    file = GgufFile.read(builder.path);
    chat = new ChatMl(file.controlTokens());
    slots = builder.slots;
    contextTokens = builder.contextTokens;
    textModel = loader.apply(file);
    endpoint = "llamacpp:" + fileName() + "#" + COUNT.incrementAndGet();
    executor =
        new ThreadPoolExecutor(
            slots, slots, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
    executor.allowCoreThreadTimeOut(true);
    Runtime.getRuntime().addShutdownHook(new Thread(this::settle, endpoint + " end"));
  }

  /**
   * Opens a file with the defaults of {@link #builder}.
   *
   * @throws java.io.UncheckedIOException if it is missing, damaged, cut short or not supported
   * @throws IllegalStateException if the native runtime cannot load it
   */
  public static LlamaModel open(Path path) {
    return builder(path).open();
  }

  /** Returns a builder for a file. */
  public static Builder builder(Path path) {
    return new Builder(path);
  }

  /**
   * Returns an agent with the defaults of {@link LlamaAgent#builder}.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public LlamaAgent agent(String name) {
    return LlamaAgent.builder(name, this).build();
  }

  /** Returns how many calls are answered at the same time. */
  public int slots() {
    return slots;
  }

  /** Returns the tokens that a prompt and its answer may have together. */
  public int contextTokens() {
    return contextTokens;
  }

  /** Ends the calls in flight as cancelled and rejects later ones; the memory stays taken. */
  @Override
  public void close() {
    executor.shutdown();
    AgentException closed =
        AgentException.of(Kind.CANCELLED, "the model was closed: " + fileName());
    calls.forEach(call -> call.answer.completeExceptionally(closed));
  }

  /** Ends all work before the process ends: native code that still computes would crash it. */
  private void settle() {
    close();
    try {
      if (!executor.awaitTermination(SETTLE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Queues the writing of an answer; the future returned is the source: cancelling it stops. */
  CompletableFuture<Completion> answer(Consumer<CompletableFuture<Completion>> writing) {
    Call call = new Call(writing);
    calls.add(call);
    try {
      executor.execute(call);
    } catch (RejectedExecutionException e) {
      calls.remove(call);
      throw AgentException.of(Kind.REJECTED, "the model is closed: " + fileName());
    }
    return call.answer;
  }

  private Thread newThread(Runnable runnable) {
    Thread thread = new Thread(runnable, endpoint);
    thread.setDaemon(true);
    return thread;
  }

  TextModel textModel() {
    return textModel;
  }

  ChatMl chat() {
    return chat;
  }

  String endpoint() {
    return endpoint;
  }

  /** Returns what tells this file and its context from others. */
  String identity() {
    return "llamacpp:" + fileName() + ":" + file.size() + ":" + contextTokens;
  }

  String fileName() {
    return String.valueOf(file.path().getFileName());
  }

  /** One call from the queue to its end, whatever the end. */
  private final class Call implements Runnable {
    private final Consumer<CompletableFuture<Completion>> writing;
    private final CompletableFuture<Completion> answer = new CompletableFuture<>();

    private Call(Consumer<CompletableFuture<Completion>> writing) {
      this.writing = writing;
    }

    @Override
    public void run() {
      try {
        if (!answer.isDone()) {
          writing.accept(answer);
        }
      } catch (AgentException | Error e) {
        answer.completeExceptionally(e);
      } catch (RuntimeException e) {
        answer.completeExceptionally(
            AgentException.builder(Kind.AGENT_FAULT, "the runtime or the reader failed: " + e)
                .cause(e)
                .build());
      } finally {
        calls.remove(this);
      }
    }
  }

  /** Collects how a file is to be opened. */
  public static final class Builder {
    private static final int DEFAULT_SLOTS = 4;
    private static final int DEFAULT_CONTEXT_TOKENS = 2048;

    final Path path;
    int slots = DEFAULT_SLOTS;
    int contextTokens = DEFAULT_CONTEXT_TOKENS;
    int threads = 1;
    int batchThreads = 2;

    private Builder(Path path) {
      this.path = requireNonNull(path, "path");
    }

    /**
     * Sets how many calls are answered at the same time; 4 by default.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder slots(int value) {
      slots = atLeast(1, "slots", value);
      return this;
    }

    /**
     * Sets the tokens of a prompt and its answer together; 2,048 by default.
     *
     * @throws IllegalArgumentException if less than 64
     */
    public Builder contextTokens(int value) {
      contextTokens = atLeast(64, "contextTokens", value);
      return this;
    }

    /**
     * Sets the threads that write; 1 by default, which small models are fastest with.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder threads(int value) {
      threads = atLeast(1, "threads", value);
      return this;
    }

    /**
     * Sets the threads that read prompts; 2 by default.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder batchThreads(int value) {
      batchThreads = atLeast(1, "batchThreads", value);
      return this;
    }

    /**
     * Loads the model, which takes about a second for a small one.
     *
     * @throws java.io.UncheckedIOException if it is missing, damaged, cut short or not supported
     * @throws IllegalStateException if the native runtime cannot load it
     */
    public LlamaModel open() {
      return open(file -> NativeModel.load(file, this));
    }

    LlamaModel open(Function<GgufFile, TextModel> loader) {
      return new LlamaModel(this, loader);
    }

    private static int atLeast(int min, String name, int value) {
      if (value < min) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: " + min + " or more)");
      }
      return value;
    }
  }
}
