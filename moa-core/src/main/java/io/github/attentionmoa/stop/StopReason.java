package io.github.attentionmoa.stop;

/** Tells why a run ended. More may be added. */
public enum StopReason {
  /** All layers have run. */
  LAST_LAYER,
  /** The {@link EarlyStop} said so. */
  EARLY_STOP,
  /** The time of the run was up. */
  DEADLINE,
  /** The calls or tokens of the run were spent. */
  BUDGET,
  /** The caller gave up. */
  CANCELLED,
  /** No agent answered. */
  NO_ANSWER
}
