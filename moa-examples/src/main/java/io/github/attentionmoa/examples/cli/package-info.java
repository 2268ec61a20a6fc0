/**
 * The command line {@code moa}: asks an ensemble, shows its work, and lists local models.
 *
 * <pre>{@code
 * moa ask --agent openai:gpt-4.1-mini --layers 1 "Why is the sky blue?"
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.examples.cli;

import org.jspecify.annotations.NullMarked;
