package io.github.attentionmoa.providers.micrometer;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ObservationListenerTest {
  private static final String CALL = "gen_ai.client.operation";

  private final TestObservationRegistry registry = TestObservationRegistry.create();
  private final ScriptedAgent a = ScriptedAgent.of("a").otherwise().answer(answer("words of a"));
  private final ScriptedAgent b = ScriptedAgent.of("b").otherwise().answer(answer("words of b"));
  private final Queue<Observation.Context> stopped = new ConcurrentLinkedQueue<>();

  private static Completion answer(String text) {
    return Completion.builder(text)
        .model("model-1")
        .requestId("id-1")
        .finishReason(FinishReason.LENGTH, "length")
        .usage(Usage.of(20, 7).cachedInput(5).reasoning(3))
        .build();
  }

  private AttentionMoA observed(ObservationListener listener, Agent... agents) {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                stopped.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    return AttentionMoA.builder()
        .layer(agents)
        .layer(agents)
        .listener(listener)
        .taskDecorator(ObservationListener.taskDecorator(registry))
        .build();
  }

  private List<Observation.Context> stopped(String name) {
    return stopped.stream().filter(context -> context.getName().equals(name)).toList();
  }

  private static String parentOf(Observation.Context context) {
    return context.getParentObservation().getContextView().getContextualName();
  }

  @Test
  void everyRunLayerAndCallIsOneObservation() {
    MoaResult result = observed(ObservationListener.of(registry), a, b).ask("Why?");

    assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
    assertThat(registry).hasNumberOfObservationsWithNameEqualTo("attention_moa.run", 1);
    assertThat(registry).hasNumberOfObservationsWithNameEqualTo("attention_moa.layer", 2);
    assertThat(registry)
        .hasNumberOfObservationsWithNameEqualTo(CALL, result.trace().calls().size());
    assertThat(stopped).hasSize(3 + result.trace().calls().size());
  }

  @Test
  void callsHangUnderTheirLayerAndLayersUnderTheRun() {
    observed(ObservationListener.of(registry), a, b).ask("Why?");

    assertThat(stopped("attention_moa.layer"))
        .allMatch(layer -> parentOf(layer).equals("invoke_workflow attention-moa"))
        .extracting(Observation.Context::getContextualName)
        .containsExactly("layer 1", "layer 2");
    assertThat(stopped(CALL))
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(parentOf(call))
                    .isEqualTo("layer " + ((CallContext) call).key().layer()));
  }

  @Test
  void callsHaveTheNamesAndAttributesOfTheConventions() {
    observed(ObservationListener.of(registry), a).ask("Why?");

    assertThat(registry)
        .hasObservationWithNameEqualTo(CALL)
        .that()
        .hasContextualNameEqualTo("chat a")
        .hasBeenStarted()
        .hasBeenStopped()
        .hasLowCardinalityKeyValue("gen_ai.operation.name", "chat")
        .hasLowCardinalityKeyValue("gen_ai.provider.name", "attention_moa")
        .hasLowCardinalityKeyValue("gen_ai.agent.name", "a")
        .hasLowCardinalityKeyValue("gen_ai.response.model", "model-1")
        .hasLowCardinalityKeyValue("error.type", "none")
        .hasLowCardinalityKeyValue("attention_moa.stage", "propose")
        .hasLowCardinalityKeyValue("attention_moa.outcome", "answered")
        .hasHighCardinalityKeyValue("attention_moa.call", "layer 1 PROPOSE 1")
        .hasHighCardinalityKeyValue("attention_moa.attempts", "1")
        .hasHighCardinalityKeyValue("attention_moa.cached", "false")
        .hasHighCardinalityKeyValue("gen_ai.response.id", "id-1")
        .hasHighCardinalityKeyValue("gen_ai.response.finish_reasons", "[\"length\"]")
        .hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "20")
        .hasHighCardinalityKeyValue("gen_ai.usage.output_tokens", "7")
        .hasHighCardinalityKeyValue("gen_ai.usage.cache_read.input_tokens", "5")
        .hasHighCardinalityKeyValue("gen_ai.usage.reasoning.output_tokens", "3");
  }

  @Test
  void runTellsItsReasonAndItsCost() {
    ObservationListener listener = ObservationListener.builder(registry).name("sky").build();
    MoaResult result = observed(listener.toBuilder().build(), a).ask("Why?");

    assertThat(registry)
        .hasObservationWithNameEqualTo("attention_moa.run")
        .that()
        .hasContextualNameEqualTo("invoke_workflow sky")
        .hasLowCardinalityKeyValue("gen_ai.operation.name", "invoke_workflow")
        .hasLowCardinalityKeyValue("gen_ai.workflow.name", "sky")
        .hasLowCardinalityKeyValue("attention_moa.stop_reason", "last_layer")
        .hasHighCardinalityKeyValue("attention_moa.layers", "2")
        .hasHighCardinalityKeyValue("attention_moa.lost_calls", "0")
        .hasHighCardinalityKeyValue(
            "gen_ai.usage.input_tokens", Integer.toString(20 * result.trace().calls().size()));
  }

  @Test
  void contentIsLeftOutUnlessWanted() {
    observed(ObservationListener.of(registry), a).ask("Why \"blue\"?\n");

    assertThat(stopped.toString()).doesNotContain("blue", "words of a");
    assertThat(stopped)
        .isNotEmpty()
        .allMatch(
            context ->
                context.getAllKeyValues().stream()
                    .noneMatch(
                        value ->
                            value.getValue().contains("blue")
                                || value.getValue().contains("words of a")));
  }

  @Test
  void contentIsJsonIfWanted() {
    ObservationListener open = ObservationListener.builder(registry).content(true).build();

    observed(open, a).ask("Why \"blue\"?\n");

    assertThat(registry)
        .hasObservationWithNameEqualTo(CALL)
        .that()
        .hasHighCardinalityKeyValue(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\","
                + "\"content\":\"Why \\\"blue\\\"?\\u000a\"}]}]")
        .hasHighCardinalityKeyValue(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                + "\"content\":\"words of a\"}]}]");
  }

  @Test
  void lostCallIsAnErrorOfItsKind() {
    b.next(Stage.PROPOSE).fail(Kind.AUTHENTICATION);

    observed(ObservationListener.of(registry), b, a).ask("Why?");

    assertThat(registry)
        .hasObservationWithNameEqualTo(CALL)
        .that()
        .hasError()
        .hasLowCardinalityKeyValue("error.type", "authentication")
        .hasLowCardinalityKeyValue("attention_moa.outcome", "failed")
        .hasLowCardinalityKeyValue("gen_ai.response.model", "none");
  }

  @Test
  void failedRunIsAnErrorAndLeavesNothingOpen() {
    ScriptedAgent failing = ScriptedAgent.of("f").otherwise().fail(Kind.AUTHENTICATION);

    assertThatThrownBy(() -> observed(ObservationListener.of(registry), failing).ask("Why?"))
        .isInstanceOf(MoaException.class);

    assertThat(registry)
        .hasObservationWithNameEqualTo("attention_moa.run")
        .that()
        .hasError()
        .hasBeenStopped()
        .hasLowCardinalityKeyValue("attention_moa.stop_reason", "no_answer");
    assertThat(stopped).hasSize(3);
  }

  @Test
  void runsAtTheSameTimeAreToldApart() {
    AttentionMoA moa = observed(ObservationListener.of(registry), a, b);

    CompletableFuture.allOf(moa.askAsync("Why?"), moa.askAsync("How?")).join();

    assertThat(registry).hasNumberOfObservationsWithNameEqualTo("attention_moa.run", 2);
    assertThat(registry).hasNumberOfObservationsWithNameEqualTo("attention_moa.layer", 4);
    assertThat(
            stopped("attention_moa.layer").stream()
                .collect(groupingBy(Observation.Context::getParentObservation, counting())))
        .hasSize(2)
        .containsValues(2L, 2L);
  }

  @Test
  void runAndWhatItsAgentsObserveHangUnderTheObservationOfTheCaller() {
    Agent client =
        Agent.of(
            "client",
            request ->
                Observation.createNotStarted("http.client", registry).observe(() -> "It is blue."));
    AttentionMoA moa = observed(ObservationListener.of(registry), client);

    Observation.createNotStarted("caller", registry)
        .contextualName("the caller")
        .observe(() -> moa.ask("Why?"));

    assertThat(stopped("attention_moa.run"))
        .hasSize(1)
        .allMatch(run -> parentOf(run).equals("the caller"));
    assertThat(stopped("http.client"))
        .isNotEmpty()
        .allMatch(child -> parentOf(child).equals("the caller"));
    assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
  }

  @Test
  void withoutAnObservationOfTheCallerNothingIsCarried() {
    Runnable task = () -> {};

    assertThat(ObservationListener.taskDecorator(registry).apply(task)).isSameAs(task);
  }

  @Test
  void doesNotMakeTheEngineStream() {
    assertThat(ObservationListener.of(registry).readsText()).isFalse();
  }
}
