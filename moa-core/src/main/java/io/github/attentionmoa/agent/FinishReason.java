package io.github.attentionmoa.agent;

/** Tells why a call ended, in one set of words for all providers. More may be added. */
public enum FinishReason {
  /** The model had said all, or a stop sequence came. */
  STOP,
  /** The limit of output tokens or of the context cut the answer off. */
  LENGTH,
  /** The model wants a tool to be called; the engine counts that as an empty answer. */
  TOOL,
  /** A filter stopped or withheld the answer. */
  FILTER,
  /** The provider paused the turn; the answer is not whole. */
  PAUSE,
  /** The provider says that generating failed. */
  ERROR,
  /** Anything else, and unknown. */
  OTHER
}
