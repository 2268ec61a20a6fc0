package io.github.attentionmoa.providers.http;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a reply ended.
 *
 * @param isWhole whether it was one body or ended with {@code [DONE]}, so that nothing can be
 *     missing
 * @param requestId the provider's id of the exchange, from its headers
 * @param masked makes words of the provider fit to be shown
 */
public record ReplyEnd(boolean isWhole, Optional<String> requestId, UnaryOperator<String> masked) {}
