/**
 * Spans and metrics of runs, by Micrometer's Observation API and the names of OpenTelemetry.
 *
 * <pre>{@code
 * AttentionMoA moa = AttentionMoA.builder()
 *     .layer(claude, gpt)
 *     .listener(ObservationListener.of(registry))
 *     .taskDecorator(ObservationListener.taskDecorator(registry))
 *     .build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.micrometer;

import org.jspecify.annotations.NullMarked;
