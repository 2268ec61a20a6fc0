package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.agent.AgentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** However a stream is cut up, it gives the same events, none larger than allowed. */
class EventReaderFuzzTest {
  private static final int MAX = 1000;

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "data: ",
    "data:",
    "event: ",
    "error: ",
    "\\x0d\\x0a",
    "\\x0a\\x0a",
    "\\x0d\\x0d",
    "{",
    "["
  })
  void serverSentEvents(byte[] stream) {
    checkCuts(in -> new SseReader(in, MAX), stream);
  }

  @FuzzTest(maxDuration = "10m")
  void lines(byte[] stream) {
    checkCuts(in -> new JsonLineReader(in, MAX), stream);
  }

  /** The bytes as they are, and as a message whose checksums are right. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({":event-type", ":exception-type", ":message-type", ":error-code", "error"})
  void binaryEvents(byte[] bytes) {
    checkCuts(in -> new BinaryEventReader(in, MAX), bytes);

    int headers = bytes.length == 0 ? 0 : Math.min(bytes[0] & 0xff, bytes.length);
    byte[] message =
        AmazonEvents.message(
            Arrays.copyOf(bytes, headers),
            new String(bytes, headers, bytes.length - headers, StandardCharsets.ISO_8859_1));
    checkCuts(in -> new BinaryEventReader(in, MAX), message);
  }

  private static void checkCuts(Function<InputStream, EventReader> framing, byte[] stream) {
    Random cuts = new Random(Arrays.hashCode(stream));

    List<String> whole = read(framing.apply(new ByteArrayInputStream(stream)));

    assertThat(read(framing.apply(new InPieces(stream, cuts)))).isEqualTo(whole);
  }

  /** The events, and how the stream ended. */
  private static List<String> read(EventReader reader) {
    List<String> read = new ArrayList<>();
    try {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        assertThat(event.length()).isLessThanOrEqualTo(MAX);
        read.add(event.name() + "|" + event.text());
      }
    } catch (IOException | AgentException e) {
      read.add(e.toString());
    }
    return read;
  }
}
