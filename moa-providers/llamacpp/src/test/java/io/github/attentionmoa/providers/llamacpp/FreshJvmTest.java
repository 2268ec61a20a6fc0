package io.github.attentionmoa.providers.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the native library does to its process and to others, seen from outside. */
class FreshJvmTest {
  @TempDir Path directory;

  @Test
  void nothingButOurOwnWordsGoesToStandardOutput() throws Exception {
    Process process = start("answer");

    assertThat(exitOf(process)).isZero();
    assertThat(directory.resolve("answer.out")).hasContent("answered");
  }

  @Test
  void filesOfOthersInTheTemporaryDirectorySurvive() throws Exception {
    Path mine = Files.writeString(directory.resolve("llama-recipes.txt"), "alpaca");

    assertThat(exitOf(start("answer"))).isZero();

    assertThat(mine).hasContent("alpaca");
    try (var left = Files.list(directory)) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("moa-"));
    }
  }

  @Test
  void twoProcessesThatStartAtOnceBothAnswer() throws Exception {
    Process one = start("answer", "one");
    Process two = start("answer", "two");

    assertThat(exitOf(one)).isZero();
    assertThat(exitOf(two)).isZero();
  }

  @Test
  void exitInTheMiddleOfAnAnswerIsAnExit() throws Exception {
    Process process = start("exit");

    assertThat(exitOf(process)).isEqualTo(7);
  }

  private Process start(String what) throws IOException {
    return start(what, what);
  }

  private Process start(String what, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            what,
            Fixtures.nanoIn(directory).toString())
        .redirectOutput(directory.resolve(name + ".out").toFile())
        .redirectError(directory.resolve(name + ".err").toFile())
        .start();
  }

  private static int exitOf(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  /** The other process. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      LlamaAgent agent = LlamaModel.open(Path.of(args[1])).agent("nano");
      if (args[0].equals("exit")) {
        exitWhileWriting(agent);
      }
      Fixtures.answerOf(agent.complete(Fixtures.request("Hello")));
      System.out.println("answered");
      System.exit(0);
    }

    private static void exitWhileWriting(LlamaAgent agent) {
      CountDownLatch writing = new CountDownLatch(4);
      CompletableFuture<Completion> last = null;
      for (int i = 0; i < 200; i++) {
        last = agent.stream(Fixtures.request("Hello " + i), piece -> writing.countDown());
      }
      Fixtures.await(writing);
      System.exit(last.isDone() ? 1 : 7);
    }
  }
}
