/**
 * Agents behind Google's Gemini, by an API key or on Vertex AI.
 *
 * <pre>{@code
 * Agent byKey =
 *     GeminiAgent.builder("gemini-3-flash").apiKey(() -> System.getenv("GEMINI_API_KEY")).build();
 * Agent onVertex =
 *     GeminiAgent.builder("gemini-3-flash")
 *         .vertex("my-project", "global")
 *         .bearerToken(() -> credentials.accessToken())
 *         .build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.gemini;

import org.jspecify.annotations.NullMarked;
