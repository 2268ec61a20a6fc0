package io.github.attentionmoa.providers.llamacpp;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the tests of this package share. Waits are bounds for a broken build, not measurements. */
final class Fixtures {
  private static final long PATIENCE_SECONDS = 60;

  private Fixtures() {}

  /** A model of 28 KB with random weights: real in every way but sense. */
  static byte[] nanoBytes() {
    try (InputStream in = Fixtures.class.getResourceAsStream("nano-llama-q8.gguf")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path nanoIn(Path directory) {
    return write(directory.resolve("nano.gguf"), nanoBytes());
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CompletionRequest request(String user) {
    return CompletionRequest.of(Conversation.of(user));
  }

  static CompletionRequest request(String user, CompletionOptions.Builder options) {
    return CompletionRequest.builder(Conversation.of(user)).options(options.build()).build();
  }

  static Completion answerOf(CompletableFuture<Completion> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }

  static AgentException failureOf(CompletableFuture<Completion> future) {
    try {
      Completion completion = future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("answered: " + completion);
    } catch (ExecutionException e) {
      return (AgentException) e.getCause();
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("neither answer nor failure", e);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("never happened");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
