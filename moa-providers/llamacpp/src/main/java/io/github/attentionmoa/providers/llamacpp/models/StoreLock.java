package io.github.attentionmoa.providers.llamacpp.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** The right to download a model: one thread of one process has it. */
final class StoreLock implements AutoCloseable {
  /** A file lock is for processes; two threads of one that ask for it get an exception. */
  private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

  private final FileChannel file;

  private StoreLock(FileChannel file) {
    this.file = file;
  }

  /** Waits for the right; the directory is made if there is none. */
  static StoreLock take(Path directory, String model) throws IOException {
    try {
      THIS_PROCESS.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    try {
      return new StoreLock(locked(directory, model));
    } catch (IOException e) {
      THIS_PROCESS.unlock();
      throw e;
    }
  }

  private static FileChannel locked(Path directory, String model) throws IOException {
    Files.createDirectories(directory);
    FileChannel file =
        FileChannel.open(
            directory.resolve(model + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    file.lock();
    return file;
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      THIS_PROCESS.unlock();
    }
  }
}
