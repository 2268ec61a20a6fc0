package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.AgentException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, in one line and without a stack trace, and which exit code that is. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Terminal terminal;
  private final boolean isDebugging;

  Failures(Terminal terminal, boolean isDebugging) {
    this.terminal = terminal;
    this.isDebugging = isDebugging;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    return wrongUsage(e, e.getCommandLine());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof UsageException) {
      return wrongUsage(e, command);
    }
    boolean isExplained =
        e instanceof UncheckedIOException
            || e instanceof IllegalStateException
            || e instanceof AgentException;
    say(isExplained ? String.valueOf(e.getMessage()) : "unexpected: " + e, e);
    return ExitCode.NO_ANSWER;
  }

  private int wrongUsage(Exception e, CommandLine command) {
    say(String.valueOf(e.getMessage()), e);
    terminal.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.WRONG_USAGE;
  }

  private void say(String message, Exception e) {
    terminal.err().println("moa: " + Terminal.harmless(message));
    if (isDebugging) {
      e.printStackTrace(terminal.err());
    }
  }
}
