package io.github.attentionmoa.providers.http;

import java.util.Optional;

/**
 * How a reply ended.
 *
 * @param isWhole whether it was one body or ended with {@code [DONE]}, so that nothing can be
 *     missing
 * @param requestId the provider's id of the exchange, from its headers
 */
public record ReplyEnd(boolean isWhole, Optional<String> requestId) {}
