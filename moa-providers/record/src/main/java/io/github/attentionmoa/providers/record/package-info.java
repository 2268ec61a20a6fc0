/**
 * A run as JSON: its answer, its plan, its cost, and every prompt and reply if wanted.
 *
 * <p>And a cache in a file, {@link FileCache}, by which a run is resumed or replayed. Both formats
 * carry a version and are described in docs/record.md.
 *
 * <pre>{@code
 * MoaResult result = moa.ask("Why is the sky blue?");
 * RunRecord.of(result).write(Path.of("run.json"), Detail.FULL);
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.record;

import org.jspecify.annotations.NullMarked;
