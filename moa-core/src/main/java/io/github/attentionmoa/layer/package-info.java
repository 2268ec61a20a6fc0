/**
 * The four steps together: who sits in a layer, and what came out of one.
 *
 * <p>In comes a list of agents; out goes a {@link LayerOutput}. A layer of N agents with the
 * default attention makes N² + 2N + 1 calls (Attention-MoA, arXiv 2601.16596, section 3).
 *
 * <pre>{@code
 * Layer samples = Layer.builder().agent(first, 3).attention(AttentionScorer.none()).build();
 * Layer critics = Layer.of(second, third);
 * AttentionMoA moa = AttentionMoA.builder().layer(samples).layer(critics).build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.layer;

import org.jspecify.annotations.NullMarked;
