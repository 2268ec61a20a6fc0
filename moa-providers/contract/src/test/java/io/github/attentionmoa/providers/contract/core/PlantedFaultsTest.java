package io.github.attentionmoa.providers.contract.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Agents with one fault each fail the contract, at least in the test about this fault. */
class PlantedFaultsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void plantedFaultFailsTheContract(Class<?> contract, List<String> failing) {
    assertThat(failuresOf(contract)).containsAll(failing);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(
            SwallowsCancel.class,
            List.of("cancelReachesTheSource()", "cancelOfAStreamReachesTheSource()")),
        arguments(AsksTwice.class, List.of("oneCallIsOneExchange()")),
        arguments(Retries.class, List.of("failedCallIsOneExchange()")),
        arguments(ReturnsNoStage.class, List.of("answersWithTheTextOfTheSource()")),
        arguments(ReturnsNoCompletion.class, List.of("answersWithTheTextOfTheSource()")),
        arguments(InventsText.class, List.of("blankAnswerStaysBlankOrFailsAsEmpty()")),
        arguments(FailsInItsOwnWay.class, List.of("failedCallEndsWithAnAgentException()")),
        arguments(RemembersAnswers.class, List.of("manyCallsAtOnceGetAnAnswerEach()")),
        arguments(StreamsNothing.class, List.of("streamHandsOnThePiecesOfTheAnswer()")),
        arguments(ClosesOnce.class, List.of("closesMoreThanOnce()")),
        arguments(HasAnotherNameEveryTime.class, List.of("saysTheSameOfItselfEveryTime()")),
        arguments(NeverEnds.class, List.of("answersWithTheTextOfTheSource()")));
  }

  private static Set<String> failuresOf(Class<?> contract) {
    Set<String> failures = new TreeSet<>();
    TestExecutionListener watcher =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && result.getStatus() == Status.FAILED) {
              failures.add(test.getDisplayName());
            }
          }
        };
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(),
            watcher);
    return failures;
  }

  static class SwallowsCancel extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async("bad", request -> source.complete(request).thenApply(answer -> answer));
    }
  }

  static class AsksTwice extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async(
          "bad",
          request -> source.complete(request).thenCombine(source.complete(request), (a, b) -> a));
    }
  }

  static class Retries extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async(
          "bad",
          request -> {
            CompletableFuture<Completion> first = source.complete(request).toCompletableFuture();
            return first.isCompletedExceptionally() ? source.complete(request) : first;
          });
    }
  }

  static class ReturnsNoStage extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async("bad", request -> null);
    }
  }

  static class ReturnsNoCompletion extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async("bad", request -> CompletableFuture.completedFuture(null));
    }
  }

  static class InventsText extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async(
          "bad",
          request -> {
            CompletableFuture<Completion> end = source.complete(request).toCompletableFuture();
            boolean isBlank =
                end.isDone() && !end.isCompletedExceptionally() && end.join().text().isBlank();
            return isBlank ? CompletableFuture.completedFuture(Completion.of("None")) : end;
          });
    }
  }

  static class FailsInItsOwnWay extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async(
          "bad",
          request -> {
            CompletableFuture<Completion> end = source.complete(request).toCompletableFuture();
            return end.isCompletedExceptionally()
                ? CompletableFuture.failedFuture(new IllegalStateException("503"))
                : end;
          });
    }
  }

  static class RemembersAnswers extends ScriptedAgentContractTest {
    private final Map<CompletionRequest, CompletionStage<Completion>> memory =
        new ConcurrentHashMap<>();

    @Override
    protected Agent agent() {
      return Agent.async("bad", request -> memory.computeIfAbsent(request, source::complete));
    }
  }

  static class StreamsNothing extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return new Agent() {
        @Override
        public CompletionStage<Completion> complete(CompletionRequest request) {
          return source.complete(request);
        }

        @Override
        public CompletionStage<Completion> stream(
            CompletionRequest request, Consumer<String> onText) {
          return source.complete(request);
        }
      };
    }
  }

  static class ClosesOnce extends ScriptedAgentContractTest {
    private final Agent agent =
        new Agent() {
          @Override
          public CompletionStage<Completion> complete(CompletionRequest request) {
            return source.complete(request);
          }

          @Override
          public void close() {
            assertThat(source.isClosed()).isFalse();
            source.close();
          }
        };

    @Override
    protected Agent agent() {
      return agent;
    }
  }

  static class HasAnotherNameEveryTime extends ScriptedAgentContractTest {
    private int asked;

    @Override
    protected Agent agent() {
      asked++;
      return source.named("bad " + asked);
    }
  }

  @Timeout(
      value = 50,
      unit = TimeUnit.MILLISECONDS,
      threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  static class NeverEnds extends ScriptedAgentContractTest {
    @Override
    protected Agent agent() {
      return Agent.async("bad", request -> new CompletableFuture<>());
    }
  }
}
