package io.github.attentionmoa.providers.llamacpp;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * The one place that touches the native runtime, and knows what it must not be asked.
 *
 * <ul>
 *   <li>Two models at work at once corrupt each other's text, unless flash attention is on and
 *       their weights are quantised: another kind of weights works alone in the JVM.
 *   <li>A cancel from another thread leaves the reader stuck for ever, and a cancel before the
 *       first token is lost, so that the slot writes on for nobody. So only the reader cancels,
 *       after at least one token, whatever ends the reading.
 *   <li>A prompt that is too long is cut silently, or fails in the middle of the answer: the caller
 *       counts first.
 *   <li>A blocking completion may end in half a character, so this reads token by token.
 *   <li>Why an answer ended is not told. The end of a turn is a token without text, so an answer
 *       whose last token has one was cut off by the limit.
 *   <li>Closing frees no memory and leaves later calls to chance, so the runtime's own close is
 *       never called.
 * </ul>
 */
final class NativeModel implements TextModel {
  private static final ReentrantReadWriteLock ONE_AT_A_TIME = new ReentrantReadWriteLock(true);

  private static final char BROKEN = '\ufffd';

  private final de.kherud.llama.LlamaModel model;
  private final Lock turn;

  private NativeModel(de.kherud.llama.LlamaModel model, Lock turn) {
    this.model = model;
    this.turn = turn;
  }

  /**
   * Loads a checked file.
   *
   * @throws IllegalStateException if the runtime refuses it, or has no library for this machine
   */
  static NativeModel load(GgufFile file, LlamaModel.Builder settings) {
    NativeLibrary.load();
    ModelParameters parameters =
        new ModelParameters()
            .setModel(file.path().toString())
            .setCtxSize(settings.contextTokens * settings.slots)
            .setParallel(settings.slots)
            .setThreads(settings.threads)
            .setThreadsBatch(settings.batchThreads)
            .enableFlashAttn()
            .disableContextShift()
            .disableLog();
    Lock turn = file.isQuantised() ? ONE_AT_A_TIME.readLock() : ONE_AT_A_TIME.writeLock();
    try {
      return new NativeModel(new de.kherud.llama.LlamaModel(parameters), turn);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "model file " + file.path() + ": the runtime cannot load it: " + e.getMessage(), e);
    }
  }

  /** Tells whether a model whose weights are not quantised is at work, and so no other. */
  static boolean isBusyAlone() {
    return ONE_AT_A_TIME.isWriteLocked();
  }

  @Override
  public int count(String text) {
    return model.encode(text).length;
  }

  @Override
  public Written write(
      InferenceParameters parameters, AnswerText answer, BooleanSupplier isWanted) {
    turn.lock();
    try {
      return read(model.generate(parameters).iterator(), answer, isWanted);
    } finally {
      turn.unlock();
    }
  }

  private Written read(LlamaIterator tokens, AnswerText answer, BooleanSupplier isWanted) {
    int count = 0;
    boolean isTurnOver = false;
    try {
      for (LlamaOutput next = tokens.next(); tokens.hasNext(); next = tokens.next()) {
        count += tokensOf(next.text);
        isTurnOver = next.text.isEmpty();
        answer.append(next.text);
        if (answer.isStopped() || !isWanted.getAsBoolean()) {
          break;
        }
      }
    } finally {
      if (tokens.hasNext()) {
        tokens.cancel();
      }
    }
    return new Written(count, !isTurnOver && !answer.isStopped());
  }

  /** One piece is one token, but for a character that took several; a broken one cannot tell. */
  private int tokensOf(String piece) {
    boolean isOne = piece.indexOf(BROKEN) >= 0 || piece.chars().allMatch(c -> c < 128);
    return isOne ? 1 : Math.max(1, count(piece));
  }
}
