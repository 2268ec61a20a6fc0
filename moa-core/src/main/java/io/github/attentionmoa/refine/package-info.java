/**
 * Step 3, rewriting: every agent writes its proposal anew with the suggestions it was given.
 *
 * <p>In come a proposal and its column of the attention map; out goes a {@link Refinement}, the f_j
 * of Attention-MoA (arXiv 2601.16596) section 3. One call an agent; none without suggestions.
 *
 * <pre>{@code
 * AttentionMoA moa =
 *     AttentionMoA.builder()
 *         .layer(first, second)
 *         .prompt(Stage.REFINE, "Answer again, in one line.")
 *         .build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.refine;

import org.jspecify.annotations.NullMarked;
