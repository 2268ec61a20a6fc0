/**
 * The model store: which models are known to work, where they lie, and how they get here.
 *
 * <p>A name such as {@code smollm2-135m} becomes a file whose checksum is right. Looked for in the
 * directory of the property {@code moa.models} or the variable {@code MOA_MODELS}, then in {@code
 * ${XDG_CACHE_HOME:-~/.cache}/attention-moa/models}, then in the cache of Hugging Face.
 *
 * <pre>{@code
 * Path file = ModelStore.ofDefaults().pull("smollm2-135m", PullProgress.silent());
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.llamacpp.models;

import org.jspecify.annotations.NullMarked;
