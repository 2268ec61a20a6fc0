/**
 * What is asked: conversations, the stages of the method, and the prompt that each stage sends.
 *
 * <p>Nothing comes in but text; out goes a {@link Conversation} that an agent can complete. Peer
 * texts are fenced with a tag that no text can forge, see {@link Prompt}. The method is
 * "Attention-MoA", arXiv 2601.16596; every later reference to "the paper" means that one.
 */
@NullMarked
package io.github.attentionmoa.prompt;

import org.jspecify.annotations.NullMarked;
