package io.github.attentionmoa.providers.http;

import com.sun.management.OperatingSystemMXBean;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * CPU of this process per warm call over loopback: 64 at once, answers of 1 KB.
 *
 * <p>The server is a process of its own. An argument is the Python of a virtual environment with
 * OpenAI's client, which then makes the same calls for comparison.
 */
public final class EndToEndMain {
  static final String PASSWORD = "changeit";

  private static final int AT_ONCE = 64;
  private static final int CALLS = Integer.getInteger("moa.bench.calls", 10_000);
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = Integer.getInteger("moa.bench.rounds", 7);

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final CompletionRequest QUESTION =
      CompletionRequest.of(Conversation.of("Why is the sky blue?"));

  private EndToEndMain() {}

  /** Prints a line for each way of calling: median, least and most microseconds. */
  public static void main(String[] args) throws Exception {
    Path trust = Files.createTempFile("trust", ".p12");
    System.setProperty("javax.net.ssl.trustStore", trust.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    Process server = start(javaCommand(trust));
    try (BufferedReader addresses = server.inputReader()) {
      String plain = addresses.readLine();
      System.out.printf(
          "JDK %s, %d processors, load %.2f%n",
          Runtime.version(), PROCESS.getAvailableProcessors(), PROCESS.getSystemLoadAverage());
      print("HTTP/1.1 without TLS", measured(plain));
      print("HTTP/2 over TLS", measured(addresses.readLine()));
      if (args.length > 0) {
        print("OpenAI's Python client, HTTP/1.1 without TLS", python(args, plain));
      }
    } finally {
      server.destroy();
      Files.delete(trust);
    }
  }

  private static List<String> javaCommand(Path trust) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return List.of(java, "-cp", classPath, AnsweringServer.class.getName(), trust.toString());
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static double[] measured(String url) {
    try (OpenAiAgent agent = OpenAiAgent.builder("m").baseUrl(url).apiKey("sk-x").build()) {
      agent.complete(QUESTION).join(); // one handshake, not 64
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        microsPerCall(agent);
      }
      return IntStream.range(0, ROUNDS).mapToDouble(round -> microsPerCall(agent)).toArray();
    }
  }

  private static double microsPerCall(OpenAiAgent agent) {
    long before = PROCESS.getProcessCpuTime();
    AtomicInteger left = new AtomicInteger(CALLS);
    CompletableFuture<?>[] workers =
        IntStream.range(0, AT_ONCE)
            .mapToObj(worker -> nextCall(agent, left, new CompletableFuture<>()))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(workers).join();
    return (PROCESS.getProcessCpuTime() - before) / 1e3 / CALLS;
  }

  /** Makes calls one after the other while any are left, as one of those at once. */
  private static CompletableFuture<Void> nextCall(
      OpenAiAgent agent, AtomicInteger left, CompletableFuture<Void> end) {
    if (left.getAndDecrement() <= 0) {
      end.complete(null);
      return end;
    }
    agent
        .complete(QUESTION)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null && answer.text().length() == 1024) {
                nextCall(agent, left, end);
              } else {
                end.completeExceptionally(new IllegalStateException("no answer", failure));
              }
            });
    return end;
  }

  private static double[] python(String[] args, String url) throws IOException {
    List<String> command = new ArrayList<>(List.of(args));
    command.addAll(List.of(url, "" + AT_ONCE, "" + CALLS / 10, "" + ROUNDS));
    return start(command).inputReader().lines().mapToDouble(Double::parseDouble).toArray();
  }

  private static void print(String what, double[] micros) {
    Arrays.sort(micros);
    System.out.printf(
        "%s: %.0f us of CPU a call (%.0f to %.0f, %d rounds)%n",
        what, micros[micros.length / 2], micros[0], micros[micros.length - 1], micros.length);
  }
}
