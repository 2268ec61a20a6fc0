/**
 * Models that run inside the JVM: a GGUF file is opened once and seats several agents.
 *
 * <pre>{@code
 * Path file = ModelStore.ofDefaults().pull("smollm2-135m", PullProgress.silent());
 * try (LlamaModel model = LlamaModel.open(file)) {
 *   List<Agent> seats = EmbeddedEnsemble.seats(model);
 * }
 * }</pre>
 *
 * <p>The runtime, llama.cpp, is native code with habits of its own. It keeps the JVM alive after
 * {@code main}: a program that opened a model ends with {@code System.exit}. The memory of a model
 * is never given back, so open each file once. {@code NativeModel} is the one place that deals with
 * the rest.
 */
@NullMarked
package io.github.attentionmoa.providers.llamacpp;

import org.jspecify.annotations.NullMarked;
