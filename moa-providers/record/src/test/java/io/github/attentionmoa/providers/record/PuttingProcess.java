package io.github.attentionmoa.providers.record;

import io.github.attentionmoa.agent.Completion;
import java.nio.file.Path;

/** A process that puts answers into a file: {@code FILE PREFIX COUNT CHARACTERS}. */
final class PuttingProcess {
  private PuttingProcess() {}

  public static void main(String[] args) {
    FileCache cache = FileCache.open(Path.of(args[0]));
    String text = "x".repeat(Integer.parseInt(args[3]));
    System.out.println("ready");
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      cache.put(args[1] + i, Completion.of(args[1] + i + text));
      System.out.println(i);
    }
  }
}
