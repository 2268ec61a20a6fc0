/**
 * Step 6, enough? An {@link EarlyStop} decides after every layer whether the run goes on.
 *
 * <p>In comes the history and what the residual made of it; out goes a decision (Attention-MoA,
 * arXiv 2601.16596, section 3). By default a run stops when a layer brought no improvement.
 *
 * <pre>{@code
 * EarlyStop later = EarlyStop.whenNoImprovement().notBefore(3);
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.stop;

import org.jspecify.annotations.NullMarked;
