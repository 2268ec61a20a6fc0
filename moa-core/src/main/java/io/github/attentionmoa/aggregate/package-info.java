/**
 * Step 4, one voice: an {@link Aggregator} makes the output of a layer from its refinements.
 *
 * <p>In come the refinements f_j; out goes one completion, the o_l of Attention-MoA (arXiv
 * 2601.16596) section 3. By default the first agent of the layer synthesises, one call.
 *
 * <pre>{@code
 * Aggregator oneVoice =
 *     Aggregator.synthesis(second).orElse(Aggregator.synthesis(third)).orElse(Aggregator.lexical());
 * AttentionMoA moa = AttentionMoA.builder().layer(first, second).aggregator(oneVoice).build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.aggregate;

import org.jspecify.annotations.NullMarked;
