package io.github.attentionmoa.examples.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A {@link FaultServer} in a process of its own, on the Java of this one. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final Writer commands;
  private final int port;

  /** Starts one that replies with faults, or one that holds its replies. */
  ServerProcess(String how) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                FaultServer.class.getName(),
                how)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    said = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
    port = Integer.parseInt(said.readLine());
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns how many requests the server holds at the moment. */
  int held() throws IOException {
    return say("held");
  }

  /** Lets the server reply to what it holds. */
  void answer() throws IOException {
    say("answer");
  }

  private int say(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    return Integer.parseInt(said.readLine());
  }

  /** Returns the processor time that the server has used. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
