package io.github.attentionmoa.observe;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners; what one of them throws is logged once and goes no further. */
final class IsolatedListeners implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(RunListener.class);

  private final List<RunListener> listeners;
  private final AtomicBoolean hasThrown = new AtomicBoolean();

  IsolatedListeners(List<RunListener> listeners) {
    this.listeners = listeners;
  }

  /** A listener that throws here is not told of the run. */
  @Override
  public RunListener forRun() {
    List<RunListener> ofRun = new ArrayList<>();
    each(listener -> ofRun.add(requireNonNull(listener.forRun(), "forRun()")));
    return new IsolatedListeners(ofRun);
  }

  private void each(Consumer<RunListener> event) {
    for (RunListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        if (hasThrown.compareAndSet(false, true)) {
          LOG.warn(
              "listener {} threw; its later exceptions are not logged", listener.getClass(), e);
        }
      }
    }
  }

  @Override
  public void onRunStarted(RunPlan plan) {
    each(listener -> listener.onRunStarted(plan));
  }

  @Override
  public void onCallStarted(CallKey key, String agent) {
    each(listener -> listener.onCallStarted(key, agent));
  }

  @Override
  public void onCallEnded(CallRecord call) {
    each(listener -> listener.onCallEnded(call));
  }

  @Override
  public void onLayerEnded(LayerOutput output) {
    each(listener -> listener.onLayerEnded(output));
  }

  @Override
  public void onResidualEnded(int layer, ResidualOutput output) {
    each(listener -> listener.onResidualEnded(layer, output));
  }

  @Override
  public boolean readsText() {
    AtomicBoolean isWanted = new AtomicBoolean();
    each(listener -> isWanted.compareAndSet(false, listener.readsText()));
    return isWanted.get();
  }

  @Override
  public void onText(String text) {
    each(listener -> listener.onText(text));
  }

  @Override
  public void onTextRestarted() {
    each(RunListener::onTextRestarted);
  }

  @Override
  public void onRunEnded(MoaResult result) {
    each(listener -> listener.onRunEnded(result));
  }

  @Override
  public void onRunFailed(MoaException failure) {
    each(listener -> listener.onRunFailed(failure));
  }
}
