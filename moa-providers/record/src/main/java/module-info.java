/** A run of Attention-MoA as JSON, and a file that resumes and replays runs. */
module io.github.attentionmoa.providers.record {
  requires com.fasterxml.jackson.databind;
  requires transitive io.github.attentionmoa;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.github.attentionmoa.providers.record;
}
