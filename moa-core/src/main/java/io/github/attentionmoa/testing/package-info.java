/**
 * Agents for tests: one that follows a script, one that fails by seed.
 *
 * <p>They stand in for models wherever an {@link io.github.attentionmoa.agent.Agent} is asked for:
 * no network, no clock, no mocking library. Script, run, inspect:
 *
 * <pre>{@code
 * ScriptedAgent agent = ScriptedAgent.of("a").on(Stage.PROPOSE).answer("It is blue.");
 * agent.complete(request);
 * assertThat(agent.calls(Stage.PROPOSE)).hasSize(1);
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.testing;

import org.jspecify.annotations.NullMarked;
