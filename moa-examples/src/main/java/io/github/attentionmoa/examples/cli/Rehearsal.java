package io.github.attentionmoa.examples.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Asks a server of its own on this machine, to load the classes that a run loads.
 *
 * <p>The script does this once after a build and lets the JVM archive them.
 */
final class Rehearsal {
  private static final String REPLY =
      """
      {"id": "1", "object": "chat.completion", "model": "m",
       "choices": [{"index": 0, "finish_reason": "stop",
         "message": {"role": "assistant", "content": "A line.\\nAnother line."}}],
       "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
      """;

  private Rehearsal() {}

  /** Rehearses and ends the process with the exit code of the run. */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] reply = REPLY.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    server.start();
    String agent = "openai:m@http://127.0.0.1:" + server.getAddress().getPort();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            nowhere,
            nowhere,
            Map.of("OPENAI_API_KEY", "rehearsal"),
            Set.of("err"));
    String[] ask = {"ask", "-a", agent, "-a", agent, "--trace", "/dev/null", "--json", "Why?"};
    System.exit(Moa.run(terminal, new Interrupt(), ask));
  }
}
