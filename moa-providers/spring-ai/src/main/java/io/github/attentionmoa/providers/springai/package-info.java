/**
 * Spring AI models as agents, and ensembles as Spring AI models.
 *
 * <p>{@link io.github.attentionmoa.providers.springai.SpringAiAgent} goes in, {@link
 * io.github.attentionmoa.providers.springai.MoaChatModel} comes out:
 *
 * <pre>{@code
 * AttentionMoA moa = AttentionMoA.builder()
 *     .layer(SpringAiAgent.of(claude), SpringAiAgent.of(gpt))
 *     .build();
 * ChatClient client = ChatClient.create(MoaChatModel.of(moa));
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.springai;

import org.jspecify.annotations.NullMarked;
