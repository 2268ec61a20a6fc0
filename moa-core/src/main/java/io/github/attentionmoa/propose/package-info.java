/**
 * Step 1, first answers: every agent of a layer answers the conversation.
 *
 * <p>In comes the conversation and, from layer 2 on, what the residual passed on; out goes one
 * {@link Proposal} an agent, the r_i of Attention-MoA (arXiv 2601.16596) section 3. N calls a
 * layer.
 *
 * <pre>{@code
 * Agent dreamer = first.options(free).named("dreamer");
 * Agent doubter = first.persona("Doubt what everybody takes for granted.").named("doubter");
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.propose;

import org.jspecify.annotations.NullMarked;
