package io.github.attentionmoa.examples.load;

import io.github.attentionmoa.examples.load.Fault.Exchange;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service on loopback, in a process of its own, so that its sockets and threads are not counted.
 *
 * <p>With the argument {@code faults} it replies by the faults that it draws; with {@code hold} it
 * keeps every request until a line on standard input says {@code answer}. Prints its port, and
 * after each line how many requests it holds. Ends with its standard input.
 */
public final class FaultServer {
  private static final int BACKLOG = 10_000;

  private final Random random = new Random(1);
  private final AtomicInteger held = new AtomicInteger();
  private final Executor threads = threads();
  private final boolean isHolding;
  private volatile CountDownLatch answer = new CountDownLatch(1);

  private FaultServer(boolean isHolding) {
    this.isHolding = isHolding;
  }

  /** Serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    FaultServer server = new FaultServer(arguments[0].equals("hold"));
    ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    server.threads.execute(() -> server.accept(listening));
    System.out.println(listening.getLocalPort());
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      if (line.equals("answer")) {
        server.answerAll();
      }
      System.out.println(server.held.get());
    }
    System.exit(0);
  }

  /** Virtual threads where there are such. */
  private static Executor threads() {
    try {
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return Executors.newCachedThreadPool();
    }
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      throw new IllegalStateException("no socket can be taken any more", e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String path = path(in);
      while (!path.isEmpty() && !socket.isClosed()) {
        reply(new Exchange(socket, path, "Because of the air."));
        path = socket.isClosed() ? "" : path(in);
      }
    } catch (IOException | InterruptedException e) {
      // the client went away
    }
  }

  private void reply(Exchange exchange) throws IOException, InterruptedException {
    if (!isHolding) {
      Fault.draw(random).reply(exchange);
      return;
    }
    CountDownLatch said = answer;
    held.incrementAndGet();
    said.await();
    held.decrementAndGet();
    Fault.NONE.reply(exchange);
  }

  private void answerAll() {
    CountDownLatch said = answer;
    answer = new CountDownLatch(1);
    said.countDown();
  }

  /** Reads a whole request and returns its path; empty at the end. */
  private static String path(InputStream in) throws IOException {
    String first = line(in);
    int length = 0;
    for (String line = first; !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return first.isEmpty() ? "" : first.split(" ", 3)[1];
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
