/**
 * What a run may cost, what it is going to cost, and when a failed call is made again.
 *
 * <pre>{@code
 * AttentionMoA.builder().layer(a, b).budget(Budget.calls(100).andDeadline(Duration.ofMinutes(2)));
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.limit;

import org.jspecify.annotations.NullMarked;
