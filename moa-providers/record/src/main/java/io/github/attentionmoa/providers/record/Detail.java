package io.github.attentionmoa.providers.record;

/** Says which words of a run are written beside its numbers. More may be added. */
public enum Detail {
  /** No words that anybody wrote: what a log or a dashboard may keep. */
  NUMBERS,
  /** The answer alone. */
  ANSWER,
  /** Every prompt and every reply, and what the layers made of them. */
  FULL
}
