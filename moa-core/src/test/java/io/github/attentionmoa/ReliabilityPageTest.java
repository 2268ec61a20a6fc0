package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/reliability.md true: every test it names exists, and every fault has its row. */
class ReliabilityPageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

  @Test
  void everyFaultHasItsRow() throws IOException {
    List<String> rows = ROW.matcher(page()).results().map(row -> row.group(1)).toList();

    assertThat(rows).isEqualTo(IntStream.rangeClosed(1, 49).mapToObj(Integer::toString).toList());
  }

  @Test
  void everyFaultIsShownByATest() throws IOException {
    List<String> bare =
        page()
            .lines()
            .filter(line -> ROW.matcher(line).find() && !TEST.matcher(line).find())
            .toList();

    assertThat(bare).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, List<String>> sources = sourcesOfTests();
    Matcher named = TEST.matcher(page());

    int found = 0;
    while (named.find()) {
      Pattern method = Pattern.compile("void " + named.group(2) + "\\(");
      assertThat(sources.getOrDefault(named.group(1), List.of()))
          .as(named.group())
          .anyMatch(source -> method.matcher(source).find());
      found++;
    }
    assertThat(found).isGreaterThan(40);
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/reliability.md"));
  }

  private static Map<String, List<String>> sourcesOfTests() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .collect(
              Collectors.groupingBy(
                  file -> file.getFileName().toString().replace(".java", ""),
                  Collectors.mapping(ReliabilityPageTest::read, Collectors.toList())));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
