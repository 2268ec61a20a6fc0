package io.github.attentionmoa.agent;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.prompt.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Something that completes a conversation: a model, a service, a program, a person.
 *
 * <p>The engine calls {@link #complete} on the executor of the run, for many calls at the same time
 * if {@link #maxConcurrentCalls()} allows it. One call is one exchange: retries, limits and caches
 * belong to the engine. A failure is an {@link AgentException}, thrown or as the end of the stage;
 * any other exception counts as a fault of the agent. Neither the stage nor its completion may be
 * null; a blank text counts as a lost call. So does a call of an agent whose {@link #name()},
 * {@link #identity()}, {@link #endpoint()} or {@link #maxConcurrentCalls()} throws or gives null or
 * less than 1; these are asked before every call and must return at once.
 *
 * <p>The stage returned should be the source itself: the engine cancels a call by {@code
 * stage.toCompletableFuture().cancel(true)}, which {@code thenApply} and {@code supplyAsync} do not
 * pass on. {@code AgentContract} in moa-contract checks that and more.
 */
@FunctionalInterface
public interface Agent extends AutoCloseable {
  /** Starts one exchange and returns the stage that ends with its answer. */
  CompletionStage<Completion> complete(CompletionRequest request);

  /**
   * Starts one exchange that hands on its text piece by piece; by default in one piece at the end.
   *
   * @param onText is given every piece in order, from one thread at a time, before the stage ends
   */
  default CompletionStage<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    return Futures.peek(complete(request), completion -> onText.accept(completion.text()));
  }

  /** Returns the label of this agent in traces; empty if it has none. It enters no prompt. */
  default String name() {
    return "";
  }

  /**
   * Returns all that shapes replies beside the request, never a key; by default the name.
   *
   * <p>Part of the key of {@link CompletionCache}: two agents of one identity share answers.
   */
  default String identity() {
    return name();
  }

  /** Returns what limits and failures are counted by; by default the name. */
  default String endpoint() {
    return name();
  }

  /** Returns how many calls the endpoint takes at the same time; by default any number. */
  default int maxConcurrentCalls() {
    return Integer.MAX_VALUE;
  }

  /** Frees what this agent holds, by default nothing; whoever creates an agent closes it. */
  @Override
  default void close() {}

  /** Returns this agent under another name; identity and endpoint stay. */
  default Agent named(String name) {
    return DecoratedAgent.of(this).named(name);
  }

  /** Returns this agent with a system text put before every conversation. */
  default Agent persona(String systemText) {
    return DecoratedAgent.of(this).persona(systemText);
  }

  /** Returns this agent with options of its own, which win over those of the run. */
  default Agent options(CompletionOptions options) {
    return DecoratedAgent.of(this).options(options);
  }

  /** Returns this agent with options for one stage, which win over its other ones. */
  default Agent options(Stage stage, CompletionOptions options) {
    return DecoratedAgent.of(this).options(stage, options);
  }

  /**
   * Returns an agent that answers with a text; the function may block.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  static Agent of(String name, Function<CompletionRequest, String> function) {
    requireNonNull(function, "function");
    return blocking(name, request -> Completion.of(function.apply(request)));
  }

  /**
   * Returns an agent that answers with a completion; the function may block.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  static Agent blocking(String name, Function<CompletionRequest, Completion> function) {
    requireNonNull(function, "function");
    return async(name, request -> CompletableFuture.completedFuture(function.apply(request)));
  }

  /**
   * Returns an agent that answers in time; the function should return the source of its stage.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  static Agent async(
      String name, Function<CompletionRequest, ? extends CompletionStage<Completion>> function) {
    return new FunctionAgent(name, function);
  }
}
