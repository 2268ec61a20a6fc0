package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Compares JSON with a text file, field order included. */
public final class Golden {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private Golden() {}

  /** Fails unless the JSON, indented, is the text of {@code /golden/NAME.json}. */
  public static void check(String name, String json) throws IOException {
    String actual = PRETTY.writeValueAsString(MAPPER.readTree(json)) + "\n";
    try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
      String expected =
          file == null ? "(no file)" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(actual).as("golden/" + name + ".json").isEqualToNormalizingNewlines(expected);
    }
  }
}
