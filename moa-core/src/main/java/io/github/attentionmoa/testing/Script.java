package io.github.attentionmoa.testing;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The replies of a {@link ScriptedAgent} by place: a call key, a stage, or any call. */
final class Script {
  static final Object ANY_CALL =
      new Object() {
        @Override
        public String toString() {
          return "any call";
        }
      };

  private final Map<Object, Lines> lines = new LinkedHashMap<>();

  /** What is scripted for one place. */
  private static final class Lines {
    private final Queue<Consumer<ScriptedCall>> once = new ArrayDeque<>();
    private @Nullable Consumer<ScriptedCall> always;
    private boolean isUsed;

    @Nullable Consumer<ScriptedCall> take() {
      if (!once.isEmpty()) {
        return once.remove();
      }
      isUsed = always != null;
      return always;
    }
  }

  synchronized void once(Object place, Consumer<ScriptedCall> reply) {
    at(place).once.add(reply);
  }

  synchronized void always(Object place, Consumer<ScriptedCall> reply) {
    at(place).always = reply;
  }

  private Lines at(Object place) {
    return lines.computeIfAbsent(place, any -> new Lines());
  }

  synchronized Consumer<ScriptedCall> replyTo(CompletionRequest request, String agent) {
    for (Object place : places(request)) {
      Lines scripted = lines.get(place);
      Consumer<ScriptedCall> reply = scripted == null ? null : scripted.take();
      if (reply != null) {
        return reply;
      }
    }
    String asked = request.key().map(CallKey::toString).orElse("a call without a key");
    throw new AssertionError(
        "agent '" + agent + "' has no reply scripted for " + asked + "; left: " + left());
  }

  private static List<Object> places(CompletionRequest request) {
    return request.key().map(key -> List.of(key, key.stage(), ANY_CALL)).orElse(List.of(ANY_CALL));
  }

  synchronized List<String> left() {
    List<String> left = new ArrayList<>();
    lines.forEach(
        (place, scripted) -> {
          if (!scripted.once.isEmpty()) {
            left.add(place + ": " + scripted.once.size() + " once");
          }
          if (scripted.always != null && !scripted.isUsed) {
            left.add(place + ": any number of times");
          }
        });
    return left;
  }
}
