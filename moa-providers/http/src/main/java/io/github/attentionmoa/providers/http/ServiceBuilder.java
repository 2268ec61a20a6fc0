package io.github.attentionmoa.providers.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Collects what reaching a service takes, whatever its protocol. Each may be set once.
 *
 * @param <B> the protocol's own builder
 * @hidden documented where it is inherited: this package is not exported
 */
@SuppressWarnings("InvalidBlockTag") // Error Prone does not know that types can be hidden
public abstract class ServiceBuilder<B extends ServiceBuilder<B>> {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  final String model;
  private final String defaultUrl;
  private final boolean isCopy;
  private @Nullable String baseUrl;
  private boolean isInsecureAllowed;
  @Nullable ApiKey key;
  final Map<String, String> headers = new LinkedHashMap<>();
  @Nullable ObjectNode extraBody;

  /**
   * Starts with nothing but a model and the address of its service.
   *
   * @throws IllegalArgumentException if the model is blank, or has what could forge lines of a log
   */
  protected ServiceBuilder(String model, String defaultUrl) {
    if (model.isBlank()) {
      throw new IllegalArgumentException("model: blank (expected: the provider's name of one)");
    }
    if (UNSEEN.matcher(model).find()) {
      throw new IllegalArgumentException(
          "model: a character that is not seen (expected: the provider's name of one)");
    }
    this.model = model;
    this.defaultUrl = defaultUrl;
    isCopy = false;
  }

  /** Starts with everything set as there, to be changed freely. */
  protected ServiceBuilder(ServiceBuilder<B> other) {
    model = other.model;
    defaultUrl = other.defaultUrl;
    isCopy = true;
    baseUrl = other.baseUrl;
    isInsecureAllowed = other.isInsecureAllowed;
    key = other.key;
    headers.putAll(other.headers);
    extraBody = other.extraBody;
  }

  /**
   * Sets the service's address, to whose path that of the protocol is added; a query stays.
   *
   * @throws IllegalArgumentException from {@code build()} if it is no https URL (http is allowed to
   *     this machine, or after {@code allowInsecure()}), or has a user or a fragment
   */
  public B baseUrl(String url) {
    requireUnset(baseUrl == null, "baseUrl");
    baseUrl = requireNonNull(url, "url");
    return self();
  }

  /** Allows plain http to other machines: anybody in between can read keys and texts. */
  public B allowInsecure() {
    isInsecureAllowed = true;
    return self();
  }

  /**
   * Sets the key; none by default.
   *
   * @throws IllegalArgumentException if it is blank or has characters other than printable ASCII
   */
  public B apiKey(String key) {
    String checked = ApiKey.checked(key);
    return apiKey(() -> checked);
  }

  /** Sets where the key comes from; asked before each call, on the caller's thread. */
  public B apiKey(Supplier<String> key) {
    return key("apiKey", ApiKey.of(requireNonNull(key, "key")));
  }

  /**
   * Sets where a token comes from that is sent as bearer in place of a key; asked before each call.
   */
  public B bearerToken(Supplier<String> token) {
    return key("bearerToken", ApiKey.ofToken(requireNonNull(token, "token")));
  }

  private B key(String name, ApiKey source) {
    requireUnset(key == null, name);
    key = source;
    return self();
  }

  /**
   * Adds a header to each request, in place of the protocol's own of that name.
   *
   * <p>Its value is treated as secret.
   *
   * @throws IllegalArgumentException if name or value cannot be sent
   */
  public B header(String name, String value) {
    HeaderRules.check(name, value);
    headers.put(name, value);
    return self();
  }

  /**
   * Sets a JSON object that is merged into each request, such as {@code {"top_k": 40}}.
   *
   * <p>Objects merge, null removes a field, all else replaces it (RFC 7396): {@code {"temperature":
   * null}} suits a model that takes no temperature in a run that sets one.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  public B extraBody(String json) {
    requireUnset(extraBody == null, "extraBody");
    extraBody = Json.readObject(requireNonNull(json, "json"));
    if (extraBody == null) {
      throw new IllegalArgumentException(
          "extraBody: no JSON object (expected: such as {\"top_k\": 40})");
    }
    return self();
  }

  /** Checks the address, the default one when none was set. */
  HttpUrl address() {
    return ServiceUrl.checked(baseUrl == null ? defaultUrl : baseUrl, isInsecureAllowed);
  }

  /**
   * Checks that a setting comes once.
   *
   * @throws IllegalStateException if it was set before
   * @hidden
   */
  protected final void requireUnset(boolean isUnset, String name) {
    if (!isUnset && !isCopy) {
      throw new IllegalStateException(name + " was already set");
    }
  }

  @SuppressWarnings("unchecked") // each builder names itself as B
  B self() {
    return (B) this;
  }
}
