/** Spans and metrics of the runs of Attention-MoA. */
@SuppressWarnings("requires-automatic") // micrometer has no module descriptors
module io.github.attentionmoa.providers.micrometer {
  requires transitive io.github.attentionmoa;
  requires micrometer.commons;
  requires static micrometer.core;
  requires transitive micrometer.observation;
  requires static org.jspecify;

  exports io.github.attentionmoa.providers.micrometer;
}
