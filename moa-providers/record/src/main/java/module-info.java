/** A run of Attention-MoA as JSON. */
module io.github.attentionmoa.providers.record {
  requires com.fasterxml.jackson.databind;
  requires transitive io.github.attentionmoa;
  requires static org.jspecify;

  exports io.github.attentionmoa.providers.record;
}
