/**
 * Who answers: the {@link Agent} interface, what it is asked and what it gives back.
 *
 * <p>In comes a {@link CompletionRequest}, out goes a {@link Completion} or an {@link
 * AgentException}. An agent makes one exchange per call; retries, limits, caching, budgets and
 * time-outs belong to the engine. A lambda is an agent:
 *
 * <pre>{@code
 * Agent parrot = Agent.of("parrot", request -> request.conversation().messages().get(0).text());
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.agent;

import org.jspecify.annotations.NullMarked;
