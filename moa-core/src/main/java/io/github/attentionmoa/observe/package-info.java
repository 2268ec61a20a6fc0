/**
 * Watching a run while it goes: calls, layers, and the text of the answer as it comes.
 *
 * <pre>{@code
 * moa.askAsync(conversation, listener);
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.observe;

import org.jspecify.annotations.NullMarked;
