package io.github.attentionmoa.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.attentionmoa.examples.cli.Finding.Kind;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code moa doctor}: what could answer here, with a command to paste for each. */
@Command(
    name = "doctor",
    description = "Tells what could answer here, with a command to paste for each; asks no model.",
    footer = {"", "Exit code: 0, whatever was found."})
final class DoctorCommand implements Runnable {
  @Option(names = "--json", description = "One JSON document on stdout instead of the text.")
  private boolean json;

  private final Terminal terminal;
  private final Supplier<Doctor> doctor;

  DoctorCommand(Terminal terminal, Supplier<Doctor> doctor) {
    this.terminal = terminal;
    this.doctor = doctor;
  }

  @Override
  public void run() {
    List<Finding> findings = doctor.get().findings();
    terminal.out().print(json ? json(findings) : text(findings));
    terminal.err().println("moa: " + end(findings));
  }

  private static String json(List<Finding> findings) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings can be written as JSON", e);
    }
  }

  private String text(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Kind kind : Kind.values()) {
      text.append(terminal.bold(kind.title())).append('\n');
      findings.stream()
          .filter(found -> found.kind() == kind && !isUnsetKey(found))
          .forEach(found -> text.append(lines(found)));
    }
    return text.append(unsetKeys(findings)).toString();
  }

  /** Returns all variables that are not set, in a line: they are many, and much the same. */
  private static String unsetKeys(List<Finding> findings) {
    List<String> names =
        findings.stream().filter(DoctorCommand::isUnsetKey).map(Finding::name).toList();
    return names.isEmpty() ? "" : "  not set: " + String.join(", ", names) + "\n";
  }

  private static boolean isUnsetKey(Finding finding) {
    return finding.kind() == Kind.KEY && !finding.isUsable();
  }

  private static String lines(Finding finding) {
    String line = "  %-24s  %s%n".formatted(finding.name(), Terminal.oneLine(finding.detail()));
    return finding.command() == null ? line : line + "      " + finding.command() + "\n";
  }

  private static String end(List<Finding> findings) {
    boolean isReady = findings.stream().anyMatch(f -> f.isUsable() && f.kind() != Kind.JAVA);
    return isReady
        ? "no model was asked; words in capitals are yours to fill in"
        : "nothing here can answer yet; the shortest way is the first command above, without any"
            + " account";
  }
}
