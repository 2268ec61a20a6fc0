/** Spans and metrics of the runs of Attention-MoA. */
// Micrometer has no module descriptors
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.github.attentionmoa.providers.micrometer {
  requires transitive io.github.attentionmoa;
  requires micrometer.commons;
  requires static transitive micrometer.core;
  requires transitive micrometer.observation;
  requires static org.jspecify;

  exports io.github.attentionmoa.providers.micrometer;
}
