package io.github.attentionmoa.providers.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process of its own on the class path of the tests. */
record Subprocess(Process process, BufferedReader out) implements AutoCloseable {
  static Subprocess start(Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new Subprocess(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** Returns its next line of output, null at its end. */
  String line() throws IOException {
    return out.readLine();
  }

  /** Reads its output to the end and returns its exit code. */
  int exit() throws IOException {
    out.transferTo(Writer.nullWriter());
    return process.onExit().join().exitValue();
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
