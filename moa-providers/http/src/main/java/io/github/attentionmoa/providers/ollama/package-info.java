/**
 * Ollama's own protocol, which alone can set the size of the context.
 *
 * <p>A conversation comes in, one completion goes out. By default the address is that of a server
 * on this machine; {@code https://ollama.com} with a key is the cloud:
 *
 * <pre>{@code
 * Agent qwen = OllamaAgent.builder("qwen3:4b").contextTokens(16_384).build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.ollama;

import org.jspecify.annotations.NullMarked;
