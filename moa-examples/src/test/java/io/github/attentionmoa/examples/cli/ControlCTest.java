package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class ControlCTest {
  private static final long INTERRUPT = 1L << 1;

  @AutoClose private final MockModels models = MockModels.improving();

  @Test
  void printsWhatThereWasAndEndsWith130() throws Exception {
    assumeFalse(isInterruptIgnored(), "this process ignores Ctrl-C, so its children do too");
    Process process = start("-a", models.agent("x"), "-a", models.agent("hang"), "-l", "1", "Why?");
    models.awaitRequests(3); // both proposals, and x attending to its own

    interrupt(process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(text(process.getInputStream().readAllBytes())).contains("x says a line.");
    assertThat(text(process.getErrorStream().readAllBytes())).contains("moa: interrupted");
  }

  @Test
  void endsAtOnceWhereNothingIsAsked() throws Exception {
    Process process = start("--plan", "-a", "openai:x");

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static Process start(String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Moa.class.getName());
    builder.command().add("ask");
    builder.command().addAll(List.of(args));
    return builder.start();
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Shells start background jobs with the signal ignored, and that is inherited. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.notExists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(mask -> (mask & INTERRUPT) != 0);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
