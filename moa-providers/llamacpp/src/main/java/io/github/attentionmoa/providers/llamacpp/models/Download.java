package io.github.attentionmoa.providers.llamacpp.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches a file into a part file, from where an earlier attempt ended. */
final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final URI address;
  private final Path part;
  private final PullProgress progress;

  Download(URI address, Path part, PullProgress progress) {
    this.address = address;
    this.part = part;
    this.progress = progress;
  }

  /** Fetches what the part file lacks. */
  void run() throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection connection = connect(have);
    try {
      int status = connection.getResponseCode();
      if (status == RANGE_NOT_SATISFIABLE) {
        return; // the part is whole, or wrong: the checksum will tell
      }
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        throw new IOException(address + " answered " + status + " (expected: 200)");
      }
      boolean resumes =
          status == HttpURLConnection.HTTP_PARTIAL
              && startsAt(have, connection.getHeaderField("Content-Range"));
      copy(connection, resumes ? have : 0);
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection connect(long have) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) SILENCE.toMillis());
    connection.setRequestProperty("User-Agent", "attention-moa");
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    return connection;
  }

  private static boolean startsAt(long offset, @Nullable String contentRange) {
    return contentRange != null && contentRange.startsWith("bytes " + offset + "-");
  }

  private void copy(HttpURLConnection connection, long have) throws IOException {
    long length = connection.getContentLengthLong();
    long total = length < 0 ? -1 : have + length;
    long done = have;
    try (InputStream in = connection.getInputStream();
        OutputStream out = open(have)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        done += read;
        progress.onBytes(done, Math.max(done, total));
        checkInterrupt();
      }
    }
    if (done < total) {
      throw new IOException("connection lost after " + done + " of " + total + " bytes");
    }
  }

  private OutputStream open(long have) throws IOException {
    return have > 0
        ? Files.newOutputStream(part, StandardOpenOption.APPEND)
        : Files.newOutputStream(part);
  }

  private static void checkInterrupt() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted; what has come is kept");
    }
  }
}
