package io.github.attentionmoa.examples.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code moa ask}, {@code moa compare}, {@code moa doctor}, {@code moa models}.
 */
@Command(
    name = "moa",
    description = "Several models answer, criticise each other, rewrite and become one voice.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "moa 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND")
public final class Moa implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private Moa() {}

  /** Ends with the commands there are: none was named. */
  @Override
  public void run() {
    CommandLine line = requireNonNull(spec).commandLine();
    throw new ParameterException(line, "no command (expected: ask, compare, doctor or models)");
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::hook, "moa-interrupt"));
    int code = run(Terminal.ofProcess(), interrupt, args);
    interrupt.done();
    // Not a return: the native runtime of local models keeps the JVM alive
    System.exit(code);
  }

  /** Runs a command and returns its exit code. */
  static int run(Terminal terminal, Interrupt interrupt, String... args) {
    boolean isDebugging = List.of(args).contains("--debug");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", isDebugging ? "debug" : "off");
    Failures failures = new Failures(terminal, isDebugging);
    return new CommandLine(new Moa())
        .addSubcommand(new AskCommand(terminal, interrupt))
        .addSubcommand(new CompareCommand(terminal, interrupt))
        .addSubcommand(new DoctorCommand(terminal, () -> Doctor.of(terminal.env())))
        .addSubcommand(new ModelsCommand(terminal))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(args);
  }
}
