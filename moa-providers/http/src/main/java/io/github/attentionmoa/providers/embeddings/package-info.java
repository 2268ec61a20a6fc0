/**
 * Texts as vectors, and attention weighted by how near an answer is to those of its peers.
 *
 * <p>Texts go in, one vector each comes out; a scorer makes weights of them. Attention-MoA (arXiv
 * 2601.16596) has no such numbers: they only choose who reads whom.
 *
 * <pre>{@code
 * Embeddings embeddings =
 *     EmbeddingModel.openAi("text-embedding-3-small")
 *         .apiKey(() -> System.getenv("OPENAI_API_KEY"))
 *         .build();
 * AttentionScorer nearest = EmbeddingScorer.centrality(embeddings).topK(2);
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.embeddings;

import org.jspecify.annotations.NullMarked;
