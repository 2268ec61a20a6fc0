package io.github.attentionmoa.examples.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The command line in this process: what goes in, and what came out. */
final class Cli {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> env = new HashMap<>();
  private final Interrupt interrupt = new Interrupt();
  private String input = "";
  private Set<String> people = Set.of();

  Cli env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Cli input(String text) {
    input = text;
    return this;
  }

  Cli terminals(String... streams) {
    people = Set.of(streams);
    return this;
  }

  int run(String... args) {
    return Moa.run(terminal(), interrupt, args);
  }

  Terminal terminal() {
    return new Terminal(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        env,
        people);
  }

  Interrupt interrupt() {
    return interrupt;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
