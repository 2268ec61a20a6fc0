package io.github.attentionmoa.examples.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** All that is wrong in a file, each with its place. */
final class ConfigProblems {
  private static final int MOST = 20;

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  private record Problem(int index, String text) {}

  ConfigProblems(String file) {
    this.file = file;
  }

  /** Returns a place as {@code FILE:LINE:COLUMN}, both from 1. */
  String where(Mark mark) {
    return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  String where(Node node) {
    return node.getStartMark().map(this::where).orElse(file);
  }

  void add(Node node, String problem) {
    int index = node.getStartMark().map(Mark::getIndex).orElse(0);
    found.add(new Problem(index, where(node) + ": " + problem));
  }

  /** Returns the file's name. */
  @Override
  public String toString() {
    return file;
  }

  /** Throws all that was found, in the order of the file, if anything was. */
  void check() {
    if (found.isEmpty()) {
      return;
    }
    List<String> lines =
        found.stream()
            .sorted(Comparator.comparingInt(Problem::index))
            .map(Problem::text)
            .limit(MOST)
            .toList();
    String head = found.size() == 1 ? "" : found.size() + " problems:\n  ";
    String rest = found.size() > MOST ? "\n  and " + (found.size() - MOST) + " more" : "";
    throw new UsageException(head + String.join("\n  ", lines) + rest);
  }
}
