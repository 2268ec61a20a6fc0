package io.github.attentionmoa.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of this project, the code and links in them, and the code that they quote. */
public final class Pages {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```([^\n]*)\n(.*?)^```\\s*$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern REGION =
      Pattern.compile("(?ms)^ *// docs: ([a-z-]+)\n(.*?)^ *// docs: end$");

  private Pages() {}

  /** Code in a page: the words behind the opening fence, and the lines. */
  public record Block(String info, String text) {}

  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("moa-core"))) {
      here = here.getParent();
    }
    return here;
  }

  static List<Path> all() {
    List<Path> pages = new ArrayList<>(files(root().resolve("docs"), ".md"));
    for (String page : List.of("README", "CHANGELOG", "CONTRIBUTING", "SECURITY")) {
      pages.add(root().resolve(page + ".md"));
    }
    return pages;
  }

  static List<Path> files(Path folder, String end) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Block> blocks(Path page) {
    return FENCE.matcher(text(page)).results().map(b -> new Block(b.group(1), b.group(2))).toList();
  }

  /** Returns where the links of a page lead, those to other sites left out. */
  static List<String> links(Path page) {
    Matcher links = LINK.matcher(FENCE.matcher(text(page)).replaceAll(""));
    return links.results().map(l -> l.group(1)).filter(l -> !l.matches("[a-z]+:.*")).toList();
  }

  /** Returns the names by which GitHub links to the headings of a page. */
  static List<String> anchors(Path page) {
    return text(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(
            line ->
                line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .toList();
  }

  /** Returns the code that pages may quote, by name: {@code // docs: name} to {@code end}. */
  static Map<String, String> regions() {
    Map<String, String> regions = new LinkedHashMap<>();
    List<Path> sources = new ArrayList<>(files(root().resolve("moa-examples/src"), ".java"));
    sources.addAll(files(root().resolve("moa-providers"), "FrameworksPageTest.java"));
    for (Path file : sources) {
      REGION
          .matcher(text(file))
          .results()
          .forEach(
              region -> {
                if (regions.put(
                        region.group(1), region.group(2).stripTrailing().stripIndent() + "\n")
                    != null) {
                  throw new IllegalStateException("two regions are named " + region.group(1));
                }
              });
    }
    return regions;
  }
}
