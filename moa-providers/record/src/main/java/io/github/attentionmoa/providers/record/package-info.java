/**
 * A run as JSON: its answer, its plan, its cost, and every prompt and reply if wanted.
 *
 * <p>The format carries a version and is described in docs/record.md.
 *
 * <pre>{@code
 * MoaResult result = moa.ask("Why is the sky blue?");
 * RunRecord.of(result).write(Path.of("run.json"), Detail.FULL);
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.record;

import org.jspecify.annotations.NullMarked;
