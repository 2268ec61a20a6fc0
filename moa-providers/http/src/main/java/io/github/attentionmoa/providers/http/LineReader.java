package io.github.attentionmoa.providers.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into lines that end in LF, CRLF or CR, and in nothing else.
 *
 * <p>A line is a window into one growing buffer: no copy, no decoding, no pattern. One byte order
 * mark at the start is dropped.
 */
final class LineReader {
  private static final int FIRST_SIZE = 8 * 1024;

  private final InputStream in;
  private final int maxLine;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int next;
  private int end;
  private int lineStart;
  private int lineEnd;
  private boolean isAfterCr;
  private boolean isStarted;

  LineReader(InputStream in, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
  }

  /** Moves to the next line; false at the end of input. */
  boolean advance() throws IOException {
    if (!isStarted) {
      skipByteOrderMark();
    }
    skipLineFeedAfterCr();
    int stop = indexOfLineEnd(next);
    while (stop == end) {
      int seen = end - next;
      if (!fill()) {
        return seen > 0 && line(end);
      }
      stop = indexOfLineEnd(next + seen);
    }
    return line(stop);
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return lineStart;
  }

  int length() {
    return lineEnd - lineStart;
  }

  private boolean line(int stop) throws IOException {
    if (stop - next > maxLine) {
      throw new TooLargeException("line", maxLine);
    }
    lineStart = next;
    lineEnd = stop;
    isAfterCr = stop < end && buffer[stop] == '\r';
    next = Math.min(stop + 1, end);
    return true;
  }

  private int indexOfLineEnd(int from) {
    int index = from;
    while (index < end && buffer[index] != '\n' && buffer[index] != '\r') {
      index++;
    }
    return index;
  }

  private void skipLineFeedAfterCr() throws IOException {
    boolean hasMore = isAfterCr && (next < end || fill());
    if (hasMore && next < end && buffer[next] == '\n') {
      next++;
    }
  }

  private void skipByteOrderMark() throws IOException {
    isStarted = true;
    boolean hasMore = true;
    while (end < 3 && hasMore) {
      hasMore = fill();
    }
    if (end >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      next = 3;
    }
  }

  private boolean fill() throws IOException {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, end - next);
      end -= next;
      next = 0;
    }
    if (end == buffer.length) {
      if (end > maxLine) {
        throw new TooLargeException("line", maxLine);
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, end, buffer.length - end);
    end += Math.max(count, 0);
    return count >= 0;
  }
}
