package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A model of 28 KB and random weights: what it writes means nothing. */
class LocalModelsTest {
  private final Cli cli = new Cli();

  @Test
  void twoSeatsOfOneFileAnswer() throws Exception {
    Path file = Path.of(LocalModelsTest.class.getResource("/nano-llama-q8.gguf").toURI());

    int code =
        cli.run(
            "ask",
            "-a",
            "local:" + file,
            "-a",
            "b=local:" + file,
            "-l",
            "1",
            "--max-tokens",
            "6",
            "--attention",
            "none",
            "--retries",
            "0",
            "--json",
            "Why?");

    assertThat(code).isZero();
    assertThat(cli.err()).contains("calls: 3 of 3").doesNotContain("135 million");
  }

  @Test
  void theListNamesSizeAndLicenceOfEachModel() {
    int code = cli.run("models");

    assertThat(code).isZero();
    assertThat(cli.out()).containsPattern("smollm2-135m +(cached|-) +105 MB  Apache-2.0");
    assertThat(cli.err()).contains("moa models pull NAME");
  }
}
