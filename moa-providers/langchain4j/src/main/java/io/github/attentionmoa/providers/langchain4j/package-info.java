/**
 * LangChain4j models as agents, and ensembles as LangChain4j models.
 *
 * <p>{@link io.github.attentionmoa.providers.langchain4j.LangChain4jAgent} goes in, {@link
 * io.github.attentionmoa.providers.langchain4j.MoaChatModel} and {@link
 * io.github.attentionmoa.providers.langchain4j.MoaStreamingChatModel} come out:
 *
 * <pre>{@code
 * AttentionMoA moa = AttentionMoA.builder()
 *     .layer(LangChain4jAgent.of(claude), LangChain4jAgent.of(gpt))
 *     .build();
 * Assistant assistant = AiServices.create(Assistant.class, MoaChatModel.of(moa));
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.langchain4j;

import org.jspecify.annotations.NullMarked;
