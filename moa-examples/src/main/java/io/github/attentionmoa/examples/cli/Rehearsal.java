package io.github.attentionmoa.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
      {"choices": [{"finish_reason": "stop", "%s": {"content": "A line.\\nAnother line."}}],
       "usage": {"prompt_tokens": 1, "completion_tokens": 1}}
      """
          .replace("\n ", "");

  private Rehearsal() {}

  /** Rehearses and ends the process with the exit code of the run. */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean isStreamed = request.contains("\"stream\"");
          String reply =
              isStreamed
                  ? "data: " + REPLY.formatted("delta") + "\ndata: [DONE]\n\n"
                  : REPLY.formatted("message");
          String type = isStreamed ? "text/event-stream" : "application/json";
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(200, reply.length());
          exchange.getResponseBody().write(reply.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    String agent = "openai:m@http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> env = Map.of("OPENAI_API_KEY", "rehearsal");
    Terminal terminal = new Terminal(System.in, System.out, System.err, env, Set.of("out", "err"));
    String[] ask = {"ask", "-a", agent, "-a", agent, "--trace", "/dev/null", "Why?"};
    System.exit(Moa.run(terminal, new Interrupt(), ask));
  }
}
