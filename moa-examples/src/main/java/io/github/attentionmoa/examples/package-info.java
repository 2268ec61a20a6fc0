/**
 * One runnable file per idea. All but the two with a real model answer from a script, need no
 * network, and print the same every time.
 *
 * <p>{@code FirstRun}, {@code YourOwnAgent}, {@code ScorerAndAggregator}, {@code ManyMethods},
 * {@code Streaming}, {@code BudgetAndDeadline}; with models, {@code HttpModels} and {@code
 * EmbeddedModel}. How to test code that asks an ensemble is {@code ScriptedAgentsTest}, among the
 * tests.
 */
@NullMarked
package io.github.attentionmoa.examples;

import org.jspecify.annotations.NullMarked;
