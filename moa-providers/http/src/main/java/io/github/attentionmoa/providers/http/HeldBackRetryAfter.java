package io.github.attentionmoa.providers.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Renames {@code Retry-After} before the client sees it, which would send the request again by
 * itself.
 */
final class HeldBackRetryAfter implements Interceptor {
  /** Where the header's value is found afterwards. */
  static final String NAME = "x-held-back-retry-after";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header("Retry-After");
    Response.Builder renamed = response.newBuilder().removeHeader(NAME).removeHeader("Retry-After");
    return value == null ? renamed.build() : renamed.header(NAME, value).build();
  }
}
