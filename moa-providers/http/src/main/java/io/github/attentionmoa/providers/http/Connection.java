package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** What all calls of one agent have in common: model, address, key, own headers and fields. */
public final class Connection {
  private static final int MIN_SECRET_LENGTH = 8;

  private final String model;
  private final HttpUrl baseUrl;
  private final ApiKey key;
  private final Map<String, String> headers;
  private final ObjectNode extraBody;

  /**
   * Takes over what was set.
   *
   * @throws IllegalArgumentException if the address is not acceptable
   */
  public Connection(ServiceBuilder<?> builder) {
    model = builder.model;
    baseUrl = builder.address();
    key = builder.key == null ? ApiKey.NONE : builder.key;
    headers = Map.copyOf(builder.headers);
    extraBody = builder.extraBody == null ? Json.object() : builder.extraBody;
  }

  /** Returns the model, by the provider's name. */
  public String model() {
    return model;
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

  /** Tells whether the way to the service is encrypted. */
  boolean isSecure() {
    return baseUrl.isHttps();
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

  /** Shows model and address; keys, headers and fields stay hidden. */
  @Override
  public String toString() {
    return model + ", " + address() + ", " + key;
  }
}
