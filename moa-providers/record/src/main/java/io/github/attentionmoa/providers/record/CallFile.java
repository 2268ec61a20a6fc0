package io.github.attentionmoa.providers.record;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A file of lines that several processes append to.
 *
 * <p>It is opened for each operation: nothing is held that an interrupt or an end of the process
 * could leave broken, and a file lock lasts no longer than one line takes.
 *
 * @param path where the file is
 */
record CallFile(Path path) {
  /** A file lock is for processes; two threads of one that ask for it get an exception. */
  private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

  private static final int BLOCK = 8192;

  /** Appends bytes that end with a line feed, or nothing; the file is made if there is none. */
  void append(byte[] line) throws IOException {
    THIS_PROCESS.lock();
    try (FileChannel file = FileChannel.open(path, CREATE, READ, WRITE)) {
      file.lock(); // closing the file ends it
      // Whoever wrote the end of a torn line is gone: it would hold the lock
      file.truncate(endOfLines(file));
      file.position(file.size());
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } finally {
      THIS_PROCESS.unlock();
    }
  }

  /** Returns the place behind the last line feed, 0 if there is none. */
  private static long endOfLines(FileChannel file) throws IOException {
    long end = file.size();
    while (end > 0) {
      long start = Math.max(0, end - BLOCK);
      byte[] block = bytes(file, start, (int) (end - start));
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private static byte[] bytes(FileChannel file, long start, int length) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(length);
    int read = 0;
    while (block.hasRemaining() && read >= 0) {
      read = file.read(block, start + block.position());
    }
    return block.array();
  }

  /** Returns how long the file is, 0 if there is none. */
  long size() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /** Hands on every whole line from a place on, and returns the place behind the last of them. */
  long lines(long from, Consumer<byte[]> onLine) throws IOException {
    THIS_PROCESS.lock();
    try (FileChannel file = FileChannel.open(path, READ)) {
      file.lock(0, Long.MAX_VALUE, true);
      return lines(Channels.newInputStream(file.position(from)), from, onLine);
    } finally {
      THIS_PROCESS.unlock();
    }
  }

  private static long lines(InputStream source, long from, Consumer<byte[]> onLine)
      throws IOException {
    InputStream in = new BufferedInputStream(source, BLOCK);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long end = from;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        onLine.accept(line.toByteArray());
        end += line.size() + 1;
        line.reset();
      } else {
        line.write(next);
      }
    }
    return end;
  }

  /** Returns the first bytes of the file, fewer if it is shorter. */
  byte[] head(int length) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(length);
    }
  }
}
