package io.github.attentionmoa.providers.http;

import static io.github.attentionmoa.providers.http.AmazonEvents.event;
import static io.github.attentionmoa.providers.http.AmazonEvents.exception;
import static io.github.attentionmoa.providers.http.AmazonEvents.message;
import static io.github.attentionmoa.providers.http.AmazonEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class BinaryEventReaderTest {
  private static final int MAX = 64 * 1024;

  @Test
  void eventsAndExceptionsBearTheirTypes() throws IOException {
    byte[] bytes = stream(event("a", "{'x':1}"), exception("bException", "{}")).readByteArray();

    assertThat(readAll(bytes)).containsExactly("a {\"x\":1}", "bException {}");
  }

  @Test
  void errorOfHeadersAloneBecomesAnErrorEvent() throws IOException {
    Map<String, String> headers =
        Map.of(":message-type", "error", ":error-code", "Code", ":error-message", "words");

    assertThat(readAll(message(headers, "")))
        .containsExactly("error {\"code\":\"Code\",\"message\":\"words\"}");
  }

  @Test
  void headersOfAllTypesAreSteppedOver() throws IOException {
    Buffer headers = new Buffer();
    int[] sizes = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};
    for (int type = 0; type < sizes.length; type++) {
      headers.writeByte(1).writeUtf8("h").writeByte(type);
      headers.write(sizes[type] < 0 ? new byte[] {0, 2, 'v', 'v'} : new byte[sizes[type]]);
    }
    headers.writeByte(11).writeUtf8(":event-type").writeByte(7).writeShort(1).writeUtf8("a");

    assertThat(readAll(message(headers.readByteArray(), "{}"))).containsExactly("a {}");
  }

  @Test
  void eventsLongerThanTheBufferAreRead() throws IOException {
    String text = "'" + "x".repeat(40_000) + "'";

    assertThat(readAll(stream(event("a", text), event("b", "1")).readByteArray()))
        .containsExactly("a " + text.replace('\'', '"'), "b 1");
  }

  @Test
  void anyFlippedBitIsNoticed() {
    byte[] good = event("a", "{'x':1}");
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);

      assertThatThrownBy(() -> readAll(bad))
          .as("bit " + bit)
          .isInstanceOfSatisfying(
              AgentException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED_RESPONSE));
    }
  }

  @Test
  void cutInsideOfAMessageIsAnEarlyEnd() throws IOException {
    byte[] whole = event("a", "{'x':1}");
    for (int cut = 1; cut < whole.length; cut++) {
      byte[] start = Arrays.copyOf(whole, cut);

      assertThatThrownBy(() -> readAll(start)).as("cut " + cut).isInstanceOf(EOFException.class);
    }
    assertThat(readAll(new byte[0])).isEmpty();
  }

  @Test
  void impossibleLengthsAreMalformed() {
    for (int[] lengths :
        new int[][] {{-1, 0}, {15, 0}, {Integer.MIN_VALUE, 0}, {16, 1}, {16, -1}}) {
      ByteBuffer prelude = ByteBuffer.allocate(12).putInt(lengths[0]).putInt(lengths[1]);
      CRC32 checksum = new CRC32();
      checksum.update(prelude.array(), 0, 8);
      prelude.putInt((int) checksum.getValue());

      assertThatThrownBy(() -> readAll(prelude.array()))
          .as(Arrays.toString(lengths))
          .isInstanceOf(AgentException.class)
          .hasMessageContaining("impossible length");
    }
  }

  @Test
  void headerThatIsCutOffIsMalformed() {
    for (byte[] headers : new byte[][] {{9, 'a'}, {1, 'a'}, {1, 'a', 7, 0}, {1, 'a', 7, 0, 9}}) {
      assertThatThrownBy(() -> readAll(message(headers, "{}")))
          .as(Arrays.toString(headers))
          .isInstanceOf(AgentException.class);
    }
    assertThatThrownBy(() -> readAll(message(new byte[] {1, 'a', 10}, "{}")))
        .hasMessageContaining("type 10");
  }

  @Test
  void overlongEventIsTooLarge() {
    byte[] bytes = event("a", "x".repeat(MAX));

    assertThatThrownBy(() -> readAll(bytes)).isInstanceOf(TooLargeException.class);
  }

  private static List<String> readAll(byte[] bytes) throws IOException {
    BinaryEventReader reader = new BinaryEventReader(new ByteArrayInputStream(bytes), MAX);
    List<String> events = new ArrayList<>();
    for (WireEvent event = reader.next(); event != null; event = reader.next()) {
      events.add(event.name() + " " + event.text());
    }
    return events;
  }
}
