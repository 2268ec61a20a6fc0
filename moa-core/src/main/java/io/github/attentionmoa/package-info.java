/**
 * Attention-MoA: several models answer, criticise each other, rewrite and become one voice.
 *
 * <p>{@link io.github.attentionmoa.AttentionMoA} is the way in. The packages below it follow the
 * flow of the data: {@code prompt}, {@code agent}, {@code propose}, {@code attention}, {@code
 * refine}, {@code aggregate}, {@code layer}, {@code residual}, {@code stop}, {@code limit}, {@code
 * result}, {@code observe}. The method: "Attention-MoA", arXiv 2601.16596.
 *
 * <pre>{@code
 * AttentionMoA moa =
 *     AttentionMoA.builder().layer(first, second, third).layer(first, second, third).build();
 * MoaResult result = moa.ask("Why is the sky blue?");
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa;

import org.jspecify.annotations.NullMarked;
