package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.ByteString;

/** One recorded exchange: what a service answered, and what a vendor's own client made of it. */
record ProviderCase(
    String id,
    String api,
    boolean isStream,
    ByteString bytes,
    JsonNode response,
    JsonNode expected) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Finds the file of cases: as the property says, else beside the project. */
  static Optional<Path> file() {
    String property = System.getProperty("moa.provider-cases");
    Path file =
        property != null
            ? Path.of(property)
            : projectRoot().resolve("../shared/fixtures/provider-cases.jsonl");
    return Optional.of(file).filter(Files::isRegularFile);
  }

  static List<ProviderCase> read(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).map(ProviderCase::parsed).toList();
    }
  }

  byte[] body() {
    return bytes.toByteArray();
  }

  /** The reply with a body of the given bytes. */
  MockResponse.Builder reply(byte[] bytes) {
    return reply().body(new Buffer().write(bytes));
  }

  /** The reply in pieces of one byte. */
  MockResponse.Builder inSingleBytes() {
    return reply().chunkedBody(new Buffer().write(bytes), 1);
  }

  /** The reply in pieces of any size; the server adds the line after the last one. */
  MockResponse.Builder inPieces(Random random) {
    Buffer left = new Buffer().write(bytes);
    Buffer chunks = new Buffer();
    while (!left.exhausted()) {
      long size = Math.min(left.size(), 1L + random.nextInt(1 << random.nextInt(12)));
      chunks.writeHexadecimalUnsignedLong(size).writeUtf8("\r\n").write(left, size);
      chunks.writeUtf8("\r\n");
    }
    return reply()
        .body(chunks.writeUtf8("0\r\n"))
        .removeHeader("Content-Length")
        .addHeader("Transfer-Encoding", "chunked");
  }

  /** The reply whose connection is closed before the end of its body. */
  MockResponse.Builder brokenOffAt(byte[] bytes) {
    return reply(bytes)
        .setHeader("Content-Length", body().length)
        .onResponseEnd(new SocketEffect.CloseSocket());
  }

  private MockResponse.Builder reply() {
    MockResponse.Builder reply = new MockResponse.Builder().code(response.path("status").asInt());
    response
        .path("headers")
        .properties()
        .forEach(h -> reply.addHeader(h.getKey(), h.getValue().asText()));
    return reply;
  }

  private static ProviderCase parsed(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      return new ProviderCase(
          node.path("id").asText(),
          node.path("api").asText(),
          node.path("stream").asBoolean(),
          ByteString.decodeBase64(node.path("response").path("bodyBase64").asText()),
          node.path("response"),
          node.path("expected"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
