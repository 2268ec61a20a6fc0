package io.github.attentionmoa.providers.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A scripted server that sees what a mock web server hides: when the client closes a socket. */
public final class LoopbackServer implements AutoCloseable {
  private final ServerSocket listening;
  private final BlockingQueue<Optional<Reply>> script = new LinkedBlockingQueue<>();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final Semaphore opened = new Semaphore(0);
  private final Semaphore closed = new Semaphore(0);

  private record Reply(String bytes, boolean isLast) {}

  /** Starts listening. */
  public LoopbackServer() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Returns the address. */
  public String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Scripts one reply. */
  public void reply(int status, String contentType, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String head = "HTTP/1.1 " + status + " x\r\nContent-Type: " + contentType;
    String bytes = head + "\r\nContent-Length: " + length + "\r\n\r\n" + body;
    script.add(Optional.of(new Reply(bytes, false)));
  }

  /** Scripts the bytes of one reply, after which the server closes. */
  public void replyAndClose(String bytes) {
    script.add(Optional.of(new Reply(bytes, true)));
  }

  /** Scripts one exchange that is never answered. */
  public void keepOpen() {
    script.add(Optional.empty());
  }

  /** Returns how many requests have come. */
  public int exchanges() {
    return exchanges.get();
  }

  /** Waits for a request that is kept open. */
  public void awaitOpen() throws InterruptedException {
    opened.acquire();
  }

  /** Waits until the client has closed the socket of such a request. */
  public void awaitClosed() throws InterruptedException {
    closed.acquire();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "loopback-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Socket socket = listening.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the end of the test
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (readRequest(in)) {
        exchanges.incrementAndGet();
        Optional<Reply> reply = script.take();
        if (reply.isEmpty()) {
          opened.release();
          awaitEnd(in);
          closed.release();
          return;
        }
        socket.getOutputStream().write(reply.get().bytes().getBytes(StandardCharsets.UTF_8));
        if (reply.get().isLast()) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // the client went away
    }
  }

  /** Ends, by end of input or by a reset, only when the client closes. */
  private static void awaitEnd(InputStream in) {
    try {
      in.readAllBytes();
    } catch (IOException e) {
      // a reset is an end too
    }
  }

  private static boolean readRequest(InputStream in) throws IOException {
    int length = 0;
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return length > 0;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
