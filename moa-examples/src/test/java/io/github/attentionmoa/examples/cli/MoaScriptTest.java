package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script in a tree of its own, with a Maven and a Java that only say how they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for POSIX shells")
class MoaScriptTest {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "cksum",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "tee",
          "touch",
          "tr");

  @TempDir Path temporary;
  private Path root;
  private Path bin;
  private Path jdk;
  private Path calls;

  @BeforeEach
  void plantATree() throws IOException {
    root = Files.createDirectories(temporary.resolve("a project"));
    bin = Files.createDirectories(temporary.resolve("bin"));
    jdk = Files.createDirectories(temporary.resolve("a jdk"));
    calls = Files.createFile(temporary.resolve("calls"));
    Files.createDirectories(root.resolve("moa-core/src/main"));
    Files.createDirectories(root.resolve("moa-examples/src/main"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.copy(Path.of("moa").toAbsolutePath(), script());
    for (String tool : TOOLS) {
      Path here = Path.of("/usr/bin", tool);
      program(
          bin.resolve(tool), "exec '" + (Files.exists(here) ? here : "/bin/" + tool) + "' \"$@\"");
    }
    program(
        bin.resolve("mvn"),
        "echo mvn >>'" + calls + "'",
        "echo '[INFO] Building Core 0.1   [1/2]'",
        "sleep 0.2",
        "mkdir -p '" + jar().resolveSibling("lib") + "'",
        "touch '" + jar() + "'");
    plantAJdk("17.0.1");
  }

  private void plantAJdk(String version) throws IOException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    program(jdk.resolve("bin/javac"), "true");
    program(
        jdk.resolve("bin/java"),
        "for word; do case $word in",
        "  -XX:ArchiveClassesAtExit=*) echo archive >>'" + calls + "'",
        "    touch \"${word#*=}\"; exit ;;",
        "  esac; done",
        "printf '<%s>' \"$@\"");
  }

  private static void program(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path script() {
    return root.resolve("moa-examples/moa");
  }

  private Path jar() {
    return root.resolve("moa-examples/target/moa.jar");
  }

  @Test
  void buildsOnFirstUseAndSaysSo() throws Exception {
    Ended first = run(script(), "ask", "two words");

    assertThat(first.code()).isZero();
    assertThat(first.err()).contains("moa: building for the first use").contains("1/2  Core 0.1\n");
    assertThat(first.out()).contains("<-jar><" + jar() + "><ask><two words>");
    assertThat(calls).hasContent("mvn\narchive");
  }

  @Test
  void startsAtOnceTheSecondTime() throws Exception {
    run(script(), "ask");

    Ended second = run(script(), "ask");

    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("-XX:SharedArchiveFile=").contains("<ask>");
    assertThat(calls).hasContent("mvn\narchive");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    run(script(), "ask");
    Path source = Files.writeString(root.resolve("moa-core/src/main/New.java"), "class New {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));

    Ended second = run(script(), "ask");

    assertThat(second.err()).contains("sources have changed");
    assertThat(calls).hasContent("mvn\narchive\nmvn\narchive");
  }

  @Test
  void anotherJdkGetsAnArchiveOfItsOwn() throws Exception {
    run(script(), "ask");
    plantAJdk("25");

    run(script(), "ask");

    assertThat(calls).hasContent("mvn\narchive\narchive");
  }

  @Test
  void runsThroughALinkFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), script());
    Path linkToLink = Files.createSymbolicLink(temporary.resolve("another"), Path.of("link"));
    assertThat(link).exists();

    assertThat(run(linkToLink, "ask").out()).contains("<" + jar().toRealPath() + ">");
  }

  @Test
  void twoFirstUsesAtOnceBuildOnce() throws Exception {
    Process one = start(script(), "ask");
    Process two = start(script(), "ask");

    assertThat(Ended.of(one).out()).contains("<ask>");
    assertThat(Ended.of(two).out()).contains("<ask>");
    assertThat(calls).hasContent("mvn\narchive");
  }

  @Test
  void takesOverFromABuildThatWasKilled() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectories(root.resolve("moa-examples/target/moa.lock"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

    assertThat(run(script(), "ask").code()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFailedBuildShowsItsErrorsAndItsLog() throws Exception {
    program(bin.resolve("mvn"), "echo '[ERROR] no disk'", "exit 1");

    Ended ended = run(script(), "ask");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("[ERROR] no disk").contains("moa-build.log");
    assertThat(root.resolve("moa-examples/target/moa.lock")).doesNotExist();
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    Files.delete(bin.resolve("mvn"));

    Ended ended = run(script(), "ask");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("mvn not found (expected: Maven 3.8.7 or later");
  }

  @Test
  void saysThatJavaIsTooOld() throws Exception {
    plantAJdk("11.0.2");

    Ended ended = run(script(), "ask");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("java 11.0.2").contains("too old (expected: 17 or later)");
  }

  @Test
  void saysThatJavaIsMissing() throws Exception {
    ProcessBuilder builder = builder(script(), "ask");
    builder.environment().remove("JAVA_HOME");

    Ended ended = Ended.of(builder.start());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("java not found (expected: a JDK 17 or later");
  }

  private Ended run(Path script, String... args) throws Exception {
    return Ended.of(start(script, args));
  }

  private Process start(Path script, String... args) throws IOException {
    return builder(script, args).start();
  }

  private ProcessBuilder builder(Path script, String... args) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    Map<String, String> env = builder.environment();
    env.put("PATH", bin.toString());
    env.put("JAVA_HOME", jdk.toString());
    return builder;
  }

  private record Ended(int code, String out, String err) {
    static Ended of(Process process) throws Exception {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), out, err);
    }
  }
}
