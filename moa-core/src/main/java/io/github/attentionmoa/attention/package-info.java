/**
 * Step 2, reading each other: agents suggest, in words, how the proposals can be made better.
 *
 * <p>In come the proposals of a layer; out goes an {@link AttentionMap} of suggestions a_ij from
 * agent i to agent j, the attention of Attention-MoA (arXiv 2601.16596) section 3. An {@link
 * AttentionScorer} says who reads whom; by default everybody reads everybody and itself, N² calls.
 *
 * <pre>{@code
 * AttentionMoA moa =
 *     AttentionMoA.builder().layer(first, second, third).attention(AttentionScorer.ring(1)).build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.attention;

import org.jspecify.annotations.NullMarked;
