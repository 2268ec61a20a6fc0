package io.github.attentionmoa.examples;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.examples.Pages.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages say is so: code compiles, links lead somewhere, commands are the ones run. */
class DocsTest {
  private static final Path README = Pages.root().resolve("README.md");
  private static final Pattern JAVADOC_CODE = Pattern.compile("(?s)<pre>\\{@code(.*?)\\}</pre>");

  static List<Path> pages() {
    return Pages.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaInPagesIsCompiledCode(Path page) {
    Map<String, String> regions = Pages.regions();

    for (Block block : Pages.blocks(page)) {
      if (block.info().startsWith("java")) {
        String name = block.info().replaceFirst("java *", "");
        assertThat(regions).as("regions in moa-examples").containsKey(name);
        assertThat(block.text()).as("block %s of %s", name, page).isEqualTo(regions.get(name));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void programsPrintWhatPagesShow(String name, Consumer<String[]> program) {
    String shown =
        Pages.all().stream()
            .flatMap(page -> Pages.blocks(page).stream())
            .filter(block -> block.info().equals("text " + name))
            .map(Block::text)
            .collect(joining());

    assertThat(Printed.by(() -> program.accept(new String[0]))).isEqualTo(shown);
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        program("FirstRun", FirstRun::main),
        program("ManyMethods", ManyMethods::main),
        program("ScorerAndAggregator", ScorerAndAggregator::main),
        program("Streaming", Streaming::main),
        program("BudgetAndDeadline", BudgetAndDeadline::main));
  }

  private static Arguments program(String name, Consumer<String[]> program) {
    return Arguments.of(name, program);
  }

  @Test
  void everyRegionIsQuoted() {
    List<String> quoted =
        Pages.all().stream().flatMap(page -> Pages.blocks(page).stream()).map(Block::info).toList();

    assertThat(Pages.regions().keySet()).isNotEmpty().allMatch(n -> quoted.contains("java " + n));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) {
    for (String link : Pages.links(page)) {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();

      assertThat(Files.exists(target)).as("%s of %s", link, page).isTrue();
      if (parts.length == 2) {
        assertThat(Pages.anchors(target)).as("%s of %s", link, page).contains(parts[1]);
      }
    }
  }

  @Test
  void everyPageOfDocsIsLinked() {
    Path docs = Pages.root().resolve("docs");
    Set<Path> linked =
        Pages.files(docs, ".md").stream()
            .flatMap(page -> Pages.links(page).stream().map(l -> page.resolveSibling(l)))
            .map(Path::normalize)
            .collect(toSet());

    assertThat(Pages.files(docs, ".md"))
        .filteredOn(p -> !p.equals(docs.resolve("README.md")))
        .allMatch(linked::contains);
  }

  @Test
  void firstCommandsOfReadmeAreThoseOfTheBuild() {
    List<String> build =
        Pages.text(Pages.root().resolve(".ci/run"))
            .lines()
            .map(line -> line.strip().replace(" -B -ntp", ""))
            .toList();

    Block commands = Pages.blocks(README).get(0);

    assertThat(commands.info()).isEqualTo("sh");
    assertThat(commands.text().lines()).hasSize(2).allMatch(build::contains);
  }

  @Test
  void readmeIsShort() {
    assertThat(Pages.text(README).lines().count()).isLessThanOrEqualTo(150);
  }

  @Test
  void examplesInPackageDescriptionsAreCompiledCode() {
    String compiled = squeezed(String.join("", Pages.regions().values()));

    for (Path file : Pages.files(Pages.root().resolve("moa-core/src/main"), "package-info.java")) {
      JAVADOC_CODE
          .matcher(Pages.text(file).replaceAll("(?m)^ \\*", ""))
          .results()
          .flatMap(code -> Stream.of(squeezed(code.group(1)).split(";")))
          .forEach(statement -> assertThat(compiled).as("%s", file).contains(statement + ";"));
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s", "");
  }
}
