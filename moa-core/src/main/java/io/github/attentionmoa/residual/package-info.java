/**
 * Step 5, between layers: a {@link Residual} joins what the layers so far have put out.
 *
 * <p>In comes the history [o_1, z_2, …, z_(l-1)] and the current o_l; out goes z_l, what crosses to
 * the next layer, and whether layer l brought an improvement (Attention-MoA, arXiv 2601.16596,
 * section 3). By default one call a layer from the second on.
 *
 * <pre>{@code
 * Residual joining = Residual.synthesis(first).orElse(Residual.synthesis(second));
 * AttentionMoA moa =
 *     AttentionMoA.builder().layer(first, second).layer(first, second).residual(joining).build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.residual;

import org.jspecify.annotations.NullMarked;
