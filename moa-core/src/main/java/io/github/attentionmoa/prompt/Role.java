package io.github.attentionmoa.prompt;

/** Names who speaks in a {@link Message}. */
public enum Role {
  /** Standing orders of the caller; comes before the turns. */
  SYSTEM,
  /** The person or program that asks. */
  USER,
  /** The model's own earlier words. */
  ASSISTANT
}
