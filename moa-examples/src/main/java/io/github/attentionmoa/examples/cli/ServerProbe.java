package io.github.attentionmoa.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks a server which models it has, and waits only shortly for that. */
final class ServerProbe {
  private static final int MAX_BYTES = 1_000_000;

  /** What was said: the status, 0 from nobody, and the models; empty if that was no list. */
  record Reply(int status, Optional<List<String>> models) {}

  private final HttpClient client;
  private final Duration patience;

  ServerProbe(Duration patience) {
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** Asks without a key; the future does not fail. */
  CompletableFuture<Reply> ask(URI list) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    return client
        .sendAsync(
            HttpRequest.newBuilder(list).build(),
            BodyHandlers.ofByteArrayConsumer(piece -> piece.ifPresent(bytes -> add(body, bytes))))
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> new Reply(response.statusCode(), models(body.toByteArray())))
        .exceptionally(failure -> new Reply(0, Optional.empty()));
  }

  private static void add(ByteArrayOutputStream body, byte[] piece) {
    if (body.size() + piece.length > MAX_BYTES) {
      throw new IllegalStateException("body: more than " + MAX_BYTES + " bytes");
    }
    body.writeBytes(piece);
  }

  /** Reads {@code {"data": [{"id": ..}]}}, and {@code {"models": [{"name": ..}]}} of Ollama. */
  private static Optional<List<String>> models(byte[] json) {
    try {
      JsonNode reply = new ObjectMapper().readTree(json);
      return Stream.of(names(reply.path("data"), "id"), names(reply.path("models"), "name"))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> names(JsonNode list, String field) {
    if (!list.isArray()) {
      return Optional.empty();
    }
    return Optional.of(
        StreamSupport.stream(list.spliterator(), false)
            .map(model -> model.path(field).asText())
            .filter(name -> name.matches("[^\\p{C}]{1,200}"))
            .toList());
  }
}
