package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.providers.record.RunRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How a run ended. */
sealed interface RunEnd {
  /** With an answer. */
  record Answered(MoaResult result) implements RunEnd {
    @Override
    public RunRecord toRecord() {
      return RunRecord.of(result);
    }
  }

  /** Without one. */
  record Failed(MoaException failure) implements RunEnd {
    @Override
    public RunRecord toRecord() {
      return RunRecord.of(failure);
    }
  }

  /** Returns the run as it is written. */
  RunRecord toRecord();

  /** Hears of the end, of a cancelled run too, whose future does not tell its trace. */
  final class Watch implements RunListener {
    private final CompletableFuture<RunEnd> end = new CompletableFuture<>();

    @Override
    public boolean readsText() {
      return false;
    }

    @Override
    public void onRunEnded(MoaResult result) {
      end.complete(new Answered(result));
    }

    @Override
    public void onRunFailed(MoaException failure) {
      end.complete(new Failed(failure));
    }

    /** Ends with an error of the platform, which ends the run's future alone. */
    void endOnError(@Nullable Throwable thrown) {
      if (thrown instanceof Error) {
        end.completeExceptionally(thrown);
      }
    }

    CompletableFuture<RunEnd> end() {
      return end;
    }
  }
}
