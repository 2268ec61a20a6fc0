package io.github.attentionmoa;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.agent.CompletionRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache of one run: a part that may be missing at any time, and costs no call.
 *
 * <p>It is asked off the queue, for it may block. One that once took longer than {@link #PATIENCE}
 * is not asked again in the run, so that it holds up a run by no more than that. Used on the queue
 * of the run alone, but for what says otherwise.
 */
final class Journal {
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(AttentionMoA.class);

  private final Calls calls;
  private final Set<Visit> open = new HashSet<>();
  private @Nullable CompletionCache cache;

  Journal(Calls calls) {
    this.calls = calls;
    this.cache = calls.settings.cache();
  }

  /** Looks for the answer to a request; empty, too, if the cache fails or is given up. */
  void find(String identity, CompletionRequest request, Consumer<Optional<Completion>> then) {
    visit(it -> it.get(CacheKey.of(identity, request)), then);
  }

  /** Keeps an answer, and then goes on whether or not that went well. */
  void keep(String identity, CompletionRequest request, Completion answer, Runnable then) {
    visit(
        it -> {
          it.put(CacheKey.of(identity, request), answer);
          return Optional.empty();
        },
        nothing -> then.run());
  }

  private void visit(
      Function<CompletionCache, Optional<Completion>> work, Consumer<Optional<Completion>> then) {
    CompletionCache asked = cache;
    if (asked == null) {
      then.accept(Optional.empty());
      return;
    }
    Visit visit = new Visit(then);
    open.add(visit);
    try {
      calls.executor.execute(() -> work(asked, work, visit));
    } catch (RuntimeException e) {
      LOG.warn("the executor of the run did not let the cache be asked", e);
      visit.end(Optional.empty());
    }
  }

  /** Asks the cache; not on the queue. */
  private void work(
      CompletionCache asked, Function<CompletionCache, Optional<Completion>> work, Visit visit) {
    Optional<Completion> found = Optional.empty();
    try {
      found = requireNonNull(work.apply(asked), "completion of a key");
    } catch (RuntimeException e) {
      LOG.warn("cache {} threw; the run goes on without that answer", asked.getClass(), e);
    } catch (Error e) {
      calls.crash(e);
    }
    Optional<Completion> result = found;
    calls.queue.post(() -> visit.end(result));
  }

  /** Waits for nothing any more: the run is over. */
  void close() {
    cache = null;
    open.forEach(visit -> visit.timer.cancel());
    open.clear();
  }

  /** One question to the cache, which ends once: by its answer or when that takes too long. */
  private final class Visit {
    private final Consumer<Optional<Completion>> then;
    private final Scheduler.Timer timer = calls.after(PATIENCE, this::giveUp);

    Visit(Consumer<Optional<Completion>> then) {
      this.then = then;
    }

    private void giveUp() {
      if (cache != null) {
        LOG.warn("cache {} took more than {}; the run goes on without", cache.getClass(), PATIENCE);
      }
      cache = null;
      end(Optional.empty());
    }

    void end(Optional<Completion> found) {
      if (open.remove(this)) {
        timer.cancel();
        then.accept(found);
      }
    }
  }
}
