package io.github.attentionmoa.agent;

import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Prompt;
import java.util.concurrent.CompletionStage;

/**
 * What a plug-in of one stage may know of its run, and its only way to a model.
 *
 * <p>The engine implements it; safe for many threads.
 */
public interface StageContext {
  /** Returns the layer, from 1. */
  int layer();

  /** Returns the conversation that the run was asked. */
  Conversation conversation();

  /**
   * Calls an agent with a prompt added to the conversation: one call.
   *
   * <p>Here a call is queued, limited, retried, budgeted, cached, traced and cancelled. The stage
   * completes with an answer that is not blank, or fails with an {@link AgentException} when the
   * call is lost. Echoed marks of the prompt are taken out of the answer, except from one to a
   * {@linkplain Prompt#comparing() comparing} prompt, which {@link Prompt#read} reads.
   */
  CompletionStage<Completion> call(Agent agent, Prompt prompt);
}
