package io.github.attentionmoa.providers.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Checks base URLs: those that could lead a key astray are refused. */
final class ServiceUrl {
  private static final Pattern SECRET =
      Pattern.compile("key|token|secret|sig", Pattern.CASE_INSENSITIVE);

  private ServiceUrl() {}

  /**
   * Checks a base URL.
   *
   * @throws IllegalArgumentException if it is no plain address of a service
   */
  static HttpUrl checked(String url, boolean isInsecureAllowed) {
    URI uri = parsed(url.strip());
    HttpUrl http = HttpUrl.parse(url.strip());
    require(http != null && uri.getHost() != null, uri, "http or https and a host");
    require(uri.getRawUserInfo() == null, uri, "no user or password in it");
    require(uri.getRawFragment() == null, uri, "no fragment (#)");
    require(
        http.queryParameterNames().stream().noneMatch(name -> SECRET.matcher(name).find()),
        uri,
        "no key or token in its query, which is shown; use apiKey(..) or header(..)");
    require(
        "https".equalsIgnoreCase(uri.getScheme()) || isInsecureAllowed || isLoopback(http.host()),
        uri,
        "https, or allowInsecure() for plain http to another machine");
    return http;
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "baseUrl: no URL, " + e.getReason() + " (expected: such as https://host/v1)");
    }
  }

  /** Names the host alone: user, password and query may be secret. */
  private static void require(boolean isMet, URI uri, String expected) {
    if (!isMet) {
      throw new IllegalArgumentException(
          "baseUrl: " + uri.getScheme() + "://" + uri.getHost() + " (expected: " + expected + ")");
    }
  }

  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.matches("127(\\.\\d{1,3}){3}");
  }
}
