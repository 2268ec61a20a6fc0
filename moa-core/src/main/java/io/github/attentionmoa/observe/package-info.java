/**
 * Watching a run while it goes: calls, layers, and the text of the answer as it comes.
 *
 * <pre>{@code
 * CompletableFuture<MoaResult> run = moa.askAsync(question, new Printer());
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.observe;

import org.jspecify.annotations.NullMarked;
