package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** One request and its reply; whatever happens, the future ends. */
final class Exchange<T> implements Callback {
  private static final int MAX_ERROR_BYTES = 1024 * 1024;
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final CompletableFuture<T> result;
  private final ReplyReader<T> reader;
  private final Framing requested;
  private final Failures failures;

  Exchange(
      CompletableFuture<T> result, ReplyReader<T> reader, Framing requested, Failures failures) {
    this.result = result;
    this.reader = reader;
    this.requested = requested;
    this.failures = failures;
  }

  @Override
  public void onFailure(Call call, IOException e) {
    result.completeExceptionally(failures.io(e, call.isCanceled(), false));
  }

  @Override
  public void onResponse(Call call, Response response) {
    try (response) {
      result.complete(read(response));
    } catch (IOException e) {
      result.completeExceptionally(failures.io(e, call.isCanceled(), true));
    } catch (AgentException e) {
      result.completeExceptionally(failures.shown(e));
    } catch (RuntimeException e) {
      result.completeExceptionally(
          AgentException.builder(Kind.AGENT_FAULT, "reading a reply failed").cause(e).build());
    } catch (Error e) {
      result.completeExceptionally(e);
    }
  }

  private T read(Response response) throws IOException {
    InputStream in = response.body().byteStream();
    if (!response.isSuccessful()) {
      WireError error = WireError.of(in.readNBytes(MAX_ERROR_BYTES));
      throw failures.status(response.code(), response::header, error);
    }
    Framing framing = Framing.of(response.header("Content-Type", ""), requested);
    boolean isMarked = readEvents(framing.open(in), response);
    Optional<String> id = failures.requestId(response::header);
    boolean isWhole = isMarked || framing == Framing.WHOLE;
    return reader.finish(new ReplyEnd(isWhole, id, failures::shown));
  }

  /** Reads until the input or a {@code [DONE]} ends it; tells whether that came. */
  private boolean readEvents(EventReader events, Response response) throws IOException {
    boolean isEmpty = true;
    WireEvent event = events.next();
    while (event != null && !result.isDone()) {
      if (event.startsWith(DONE)) {
        return true;
      }
      if (event.length() > 0) {
        isEmpty = false;
        take(event, response);
      }
      event = events.next();
    }
    if (isEmpty) {
      throw failures.malformed("the reply is empty", "");
    }
    return false;
  }

  private void take(WireEvent event, Response response) {
    JsonNode payload = parsed(event);
    Optional<WireError> error = WireError.inside(event.name(), payload);
    if (error.isPresent()) {
      throw failures.inside(response::header, error.get());
    }
    try {
      reader.accept(event.name(), payload);
    } catch (WireErrorException e) {
      throw failures.inside(response::header, e.error());
    }
  }

  private JsonNode parsed(WireEvent event) {
    try {
      return Json.read(event);
    } catch (IOException e) {
      throw failures.malformed("the reply is no JSON", event.text());
    }
  }
}
