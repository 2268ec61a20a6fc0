package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SseReaderTest {
  private static final String STREAM =
      "\uFEFF: connected\r\nretry: 3000\r\n\r\nid: 7\revent: message\rdata:{\"a\":\r"
          + "data: \"\u2028Gr\u00fc\u00dfe \uD83D\uDC4B\"}  \r\r: ping\n\ndata: b\r\n\r\ndata: c";

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "data: a\\n\\ndata: b\\n\\n>a|b",
        "data: a\\r\\n\\r\\ndata: b\\r\\n\\r\\n>a|b",
        "data: a\\r\\rdata: b\\r\\r>a|b",
        "data:a\\n\\n>a",
        "data:  a \\n\\n> a ",
        "data: a\\ndata: b\\n\\n>a\\nb",
        "data: a>a",
        "id: 1\\n\\nretry: 2\\n\\n: c\\n\\ndata: a\\n\\n>a",
        "data\\n\\ndata: a\\n\\n>|a",
        "database: a\\ndata: b\\n\\n>b",
        "{\"error\":\\n  {\"code\": 1}\\n}\\n>{\"error\":\\n  {\"code\": 1}\\n}",
      })
  void eventsAreCutAsTheStandardSays(String stream, String events) throws IOException {
    List<String> read = readAll(new ByteArrayInputStream(bytes(unescaped(stream))));

    assertThat(String.join("|", read)).isEqualTo(unescaped(events));
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anySplitGivesTheSameEvents(int seed) throws IOException {
    List<String> read = readAll(new InPieces(bytes(STREAM), new Random(seed)));

    assertThat(read)
        .containsExactly("{\"a\":\n\"\u2028Gr\u00fc\u00dfe \uD83D\uDC4B\"}  ", "b", "c");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rubbishEndsWithoutAFault(int seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder rubbish = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      rubbish.append("\r\n: dataevntro{}[]\u00e9\u0000".charAt(random.nextInt(20)));
    }

    String whole = readAll(new ByteArrayInputStream(bytes(rubbish.toString()))).toString();

    assertThat(readAll(new InPieces(bytes(rubbish.toString()), random))).hasToString(whole);
  }

  @Test
  void nameOfAnEventLastsForOneEvent() throws IOException {
    String stream =
        "event: ping\n\nevent: first\nevent: second\ndata: a\n\ndata: b\n\nerror: c\n\n";
    SseReader reader = new SseReader(new ByteArrayInputStream(bytes(stream)), 1000);

    assertThat(reader.next().name()).isEqualTo("second");
    assertThat(reader.next().name()).isEmpty();
    assertThat(reader.next().name()).isEqualTo("error");
  }

  @Test
  void eventLongerThanTheBufferIsWhole() throws IOException {
    String text = "x".repeat(700_000);

    List<String> read = readAll(new ByteArrayInputStream(bytes("data: " + text + "\n\n")));

    assertThat(read).containsExactly(text);
  }

  @Test
  void overlongLineAndOverlongEventAreRefused() {
    String line = "data: " + "x".repeat(20_000) + "\n\n";
    String lines = "data: xxxxxxxxxx\n".repeat(2_000) + "\n";

    assertThatThrownBy(() -> new SseReader(new ByteArrayInputStream(bytes(line)), 10_000).next())
        .isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> new SseReader(new ByteArrayInputStream(bytes(lines)), 10_000).next())
        .isInstanceOf(TooLargeException.class);
  }

  private static List<String> readAll(InputStream in) throws IOException {
    SseReader reader = new SseReader(in, Json.MAX_BYTES);
    List<String> events = new ArrayList<>();
    for (WireEvent event = reader.next(); event != null; event = reader.next()) {
      events.add(event.text());
    }
    return events;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }
}
