package io.github.attentionmoa.providers.record;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps completions in a file, one JSON line a call, so that a run can be resumed or replayed.
 *
 * <p>Lines are only added. A run that was killed asks again only for calls that had not ended; what
 * it left of a torn line is cut off when the next one is written. Several processes may share a
 * file: each sees what the others add. Safe for many threads, and there is nothing to close. The
 * answers of the file are held in memory. What an agent attached to a completion is not kept.
 *
 * <p>The file holds the words of models as they are, never a key. It survives the end of the
 * process at once; only a power cut may cost the last lines.
 */
public final class FileCache implements CompletionCache {
  private static final Logger LOG = LoggerFactory.getLogger(FileCache.class);

  private final CallFile file;
  private final Map<String, Completion> answers = new ConcurrentHashMap<>();
  private long end;

  private FileCache(CallFile file) {
    this.file = file;
  }

  /**
   * Opens a file, which is made if there is none.
   *
   * @throws UncheckedIOException if it cannot be read and written
   * @throws IllegalArgumentException if it is no such file, or one of a newer version
   */
  public static FileCache open(Path path) {
    FileCache cache = new FileCache(new CallFile(requireNonNull(path, "path")));
    try {
      if (cache.file.size() > 0) {
        cache.check();
      }
      cache.file.append(new byte[0]);
      cache.refresh();
    } catch (IOException e) {
      throw cache.unreadable(e);
    }
    return cache;
  }

  /**
   * Opens a file for replay alone: a call that is not in it ends the run, and nobody is asked.
   *
   * <p>A miss is an {@link AssertionError}, which {@code ask} throws as it is. It is an {@code
   * Error} on purpose: an exception of a cache would only mean that the agent is asked.
   *
   * @throws UncheckedIOException if it cannot be read, or there is none
   * @throws IllegalArgumentException if it is no such file, or one of a newer version
   */
  public static CompletionCache replayOnly(Path path) {
    FileCache cache = new FileCache(new CallFile(requireNonNull(path, "path")));
    try {
      cache.check();
      cache.refresh();
    } catch (IOException e) {
      throw cache.unreadable(e);
    }
    return new Replay(cache);
  }

  private void check() throws IOException {
    if (!CallLine.isStartOfFile(file)) {
      throw new IllegalArgumentException(
          "path: " + file.path() + " (expected: a file that this class has written)");
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    String why = e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
    return new UncheckedIOException("cannot open " + file.path() + ": " + why, e);
  }

  /** {@inheritDoc} Looks into the file again if the answer was not there before. */
  @Override
  public Optional<Completion> get(String key) {
    if (!answers.containsKey(key)) {
      try {
        refresh();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file.path() + ": " + e.getMessage(), e);
      }
    }
    return Optional.ofNullable(answers.get(key));
  }

  /** {@inheritDoc} The line is written when this method returns. */
  @Override
  public void put(String key, Completion value) {
    try {
      file.append(new CallLine(key, value).bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file.path() + ": " + e.getMessage(), e);
    }
  }

  /** Reads the lines that were added since the last time. */
  private synchronized void refresh() throws IOException {
    long size = file.size();
    if (size != end) {
      end = file.lines(size < end ? 0 : end, this::add);
    }
  }

  private void add(byte[] bytes) {
    try {
      CallLine line = CallLine.parse(bytes);
      answers.put(line.key(), line.completion());
    } catch (JsonProcessingException e) {
      LOG.warn("{}: passes over a damaged line of {} bytes", file.path(), bytes.length);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("path: " + file.path() + ": " + e.getMessage(), e);
    }
  }

  /** Answers from a file or not at all. */
  private record Replay(FileCache recorded) implements CompletionCache {
    @Override
    public Optional<Completion> get(String key) {
      Optional<Completion> found = recorded.get(key);
      if (found.isEmpty()) {
        throw new AssertionError(
            """
            not recorded in %s (%d calls): %s (expected: agents, options, prompts and question \
            of the recorded run)"""
                .formatted(recorded.file.path(), recorded.answers.size(), key));
      }
      return found;
    }

    @Override
    public void put(String key, Completion value) {
      // Every answer comes from the file
    }
  }
}
