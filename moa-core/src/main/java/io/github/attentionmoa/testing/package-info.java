/**
 * Agents for tests: one that follows a script, one that fails by seed.
 *
 * <p>They stand in for models wherever an {@link io.github.attentionmoa.agent.Agent} is asked for:
 * no network, no clock, no mocking library. Script, run, inspect:
 *
 * <pre>{@code
 * ScriptedAgent bob = ScriptedAgent.of("bob").otherwise().answer("It is grey.");
 * AttentionMoA moa = AttentionMoA.builder().layer(ann, bob).build();
 * moa.ask("Why is the sky blue?");
 * assertThat(ann.calls(AGGREGATE)).hasSize(1);
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.testing;

import org.jspecify.annotations.NullMarked;
