/** Attention-MoA: several models answer, criticise each other, rewrite and become one voice. */
module io.github.attentionmoa {
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.github.attentionmoa;
  exports io.github.attentionmoa.prompt;
  exports io.github.attentionmoa.agent;
  exports io.github.attentionmoa.propose;
  exports io.github.attentionmoa.attention;
  exports io.github.attentionmoa.refine;
  exports io.github.attentionmoa.aggregate;
  exports io.github.attentionmoa.layer;
  exports io.github.attentionmoa.residual;
  exports io.github.attentionmoa.stop;
  exports io.github.attentionmoa.limit;
  exports io.github.attentionmoa.result;
  exports io.github.attentionmoa.observe;
  exports io.github.attentionmoa.testing;
}
