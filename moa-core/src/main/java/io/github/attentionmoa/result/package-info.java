/**
 * What comes back: the answer, why the run ended, and everything that happened on the way.
 *
 * <pre>{@code
 * MoaResult result = moa.ask("Why is the sky blue?");
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.result;

import org.jspecify.annotations.NullMarked;
