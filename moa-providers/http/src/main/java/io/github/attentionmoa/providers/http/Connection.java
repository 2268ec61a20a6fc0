package io.github.attentionmoa.providers.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What all calls of one agent have in common: address, key, own headers and fields. Immutable. */
public final class Connection {
  private static final int MIN_SECRET_LENGTH = 8;

  private final HttpUrl baseUrl;
  private final ApiKey key;
  private final Map<String, String> headers;
  private final ObjectNode extraBody;
  private final int maxConcurrentCalls;
  private final Builder builder;

  private Connection(Builder builder, HttpUrl baseUrl) {
    this.baseUrl = baseUrl;
    this.builder = builder;
    key = builder.key == null ? ApiKey.NONE : builder.key;
    headers = Map.copyOf(builder.headers);
    extraBody = builder.extraBody == null ? Json.object() : builder.extraBody;
    maxConcurrentCalls =
        builder.maxConcurrentCalls == 0 ? Integer.MAX_VALUE : builder.maxConcurrentCalls;
  }

  /** Returns a builder with everything set as here, to be changed freely. */
  public Builder toBuilder() {
    return builder.copy();
  }

  /** Returns the host of the address, in lower case. */
  public String host() {
    return baseUrl.host();
  }

  /** Returns the address without its query, for messages and for counting. */
  public String address() {
    String plain = baseUrl.newBuilder().query(null).build().toString();
    return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
  }

  /** Returns what shapes replies: the address with its query, and the extra fields. */
  public String identity() {
    return baseUrl + (extraBody.isEmpty() ? "" : " " + extraBody);
  }

  /** Returns how many calls the service takes at the same time. */
  public int maxConcurrentCalls() {
    return maxConcurrentCalls;
  }

  /** Appends an encoded path, whose query is added to that of the base URL. */
  HttpUrl url(String path) {
    HttpUrl added = HttpUrl.get("http://any/" + path);
    HttpUrl.Builder url = baseUrl.newBuilder();
    added.encodedPathSegments().forEach(url::addEncodedPathSegment);
    added
        .queryParameterNames()
        .forEach(name -> url.setQueryParameter(name, added.queryParameter(name)));
    return url.build();
  }

  ApiKey key() {
    return key;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Values of own headers, also without a scheme such as Bearer; short ones are no secrets. */
  List<String> secrets() {
    return headers.values().stream()
        .flatMap(value -> Stream.of(value, value.substring(value.lastIndexOf(' ') + 1)))
        .filter(value -> value.length() >= MIN_SECRET_LENGTH)
        .toList();
  }

  void addExtraBody(ObjectNode body) {
    Json.merge(body, extraBody);
  }

  /** Shows the address; keys, headers and fields stay hidden. */
  @Override
  public String toString() {
    return address() + ", " + key;
  }

  /** Collects what calls have in common; each protocol's builder passes it on. */
  public static final class Builder {
    private @Nullable String baseUrl;
    private boolean isInsecureAllowed;
    private @Nullable ApiKey key;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable ObjectNode extraBody;
    private int maxConcurrentCalls;
    private boolean isCopy;

    /** Starts with nothing set. */
    public Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.baseUrl = baseUrl;
      copy.isInsecureAllowed = isInsecureAllowed;
      copy.key = key;
      copy.headers.putAll(headers);
      copy.extraBody = extraBody;
      copy.maxConcurrentCalls = maxConcurrentCalls;
      copy.isCopy = true;
      return copy;
    }

    /** Sets the address. */
    public void baseUrl(String url) {
      requireUnset(baseUrl == null, "baseUrl");
      baseUrl = requireNonNull(url, "url");
    }

    /** Allows plain http to other machines. */
    public void allowInsecure() {
      isInsecureAllowed = true;
    }

    /** Sets a key that stays. */
    public void apiKey(String value) {
      String checked = ApiKey.checked(value);
      apiKey(() -> checked);
    }

    /** Sets the source of the key, asked before each call. */
    public void apiKey(Supplier<String> source) {
      requireUnset(key == null, "apiKey");
      key = ApiKey.of(requireNonNull(source, "source"));
    }

    /** Sets the source of a token that is always sent as {@code Authorization: Bearer}. */
    public void bearerToken(Supplier<String> source) {
      requireUnset(key == null, "bearerToken");
      key = ApiKey.ofToken(requireNonNull(source, "source"));
    }

    /** Adds a header; it wins over one of the same name that the protocol sends. */
    public void header(String name, String value) {
      HeaderRules.check(name, value);
      headers.put(name, value);
    }

    /**
     * Sets a JSON object that is merged into each request; null removes a field (RFC 7396).
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    public void extraBody(String json) {
      requireUnset(extraBody == null, "extraBody");
      extraBody = Json.readObject(requireNonNull(json, "json"));
      if (extraBody == null) {
        throw new IllegalArgumentException(
            "extraBody: no JSON object (expected: such as {\"top_k\": 40})");
      }
    }

    /**
     * Sets how many calls the service takes at the same time.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public void maxConcurrentCalls(int calls) {
      requireUnset(maxConcurrentCalls == 0, "maxConcurrentCalls");
      if (calls < 1) {
        throw new IllegalArgumentException(
            "maxConcurrentCalls: " + calls + " (expected: 1 or more)");
      }
      maxConcurrentCalls = calls;
    }

    /** Builds the connection; the default address is used when none was set. */
    public Connection build(String defaultUrl) {
      String url = baseUrl == null ? defaultUrl : baseUrl;
      return new Connection(copy(), ServiceUrl.checked(url, isInsecureAllowed));
    }

    private void requireUnset(boolean isUnset, String name) {
      if (!isUnset && !isCopy) {
        throw new IllegalStateException(name + " was already set");
      }
    }
  }
}
