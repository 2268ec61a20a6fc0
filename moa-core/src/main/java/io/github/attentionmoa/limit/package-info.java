/**
 * What a run may cost, what it is going to cost, and when a failed call is made again.
 *
 * <pre>{@code
 * AttentionMoA moa =
 *     AttentionMoA.builder()
 *         .layer(first, second)
 *         .retry(RetryPolicy.none())
 *         .budget(Budget.calls(100).andDeadline(Duration.ofMinutes(2)))
 *         .build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.limit;

import org.jspecify.annotations.NullMarked;
