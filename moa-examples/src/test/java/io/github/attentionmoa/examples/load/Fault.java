package io.github.attentionmoa.examples.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A way of a service to reply, and how often in a hundred. Most of the time it is an answer. */
enum Fault {
  NONE(80) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.send("200 OK", "", exchange.answer());
    }
  },
  SLOW(4) {
    @Override
    void reply(Exchange exchange) throws IOException, InterruptedException {
      Thread.sleep(300);
      NONE.reply(exchange);
    }
  },
  FAILED(3) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.send("500 Internal Server Error", "", "something went wrong");
    }
  },
  RATE_LIMITED(3) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.send("429 Too Many Requests", "Retry-After: 1\r\n", "{\"error\":\"slow down\"}");
    }
  },
  CUT(2) {
    @Override
    void reply(Exchange exchange) throws IOException {
      String answer = exchange.answer();
      exchange.write(Exchange.head("200 OK", "", answer));
      exchange.write(answer.substring(0, answer.length() / 2));
      exchange.socket().close();
    }
  },
  RESET(1) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.socket().setSoLinger(true, 0);
      exchange.socket().close();
    }
  },
  HANGING(1) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.awaitClose();
    }
  },
  DRIPPING(1) {
    @Override
    void reply(Exchange exchange) throws IOException, InterruptedException {
      String answer = exchange.answer();
      exchange.write(Exchange.head("200 OK", "", answer));
      for (int i = 0; i < answer.length(); i++) {
        exchange.write(answer.substring(i, i + 1));
        Thread.sleep(100);
      }
    }
  },
  GARBAGE(1) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.send("200 OK", "", "{\"choices\":[{\"message\":\u0001\ud83d <!doctype html>");
    }
  },
  NO_HTTP(1) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.write("HELO what do you want\r\n\r\n");
      exchange.socket().close();
    }
  },
  EMPTY(1) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.send("200 OK", "", "");
    }
  },
  REDIRECTING(1) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.send("302 Found", "Location: /login\r\n", "");
    }
  },
  REFUSING(1) {
    @Override
    void reply(Exchange exchange) throws IOException {
      exchange.send("400 Bad Request", "", "{\"error\":{\"message\":\"no\"}}");
    }
  };

  private final int percent;

  Fault(int percent) {
    this.percent = percent;
  }

  abstract void reply(Exchange exchange) throws IOException, InterruptedException;

  static Fault draw(Random random) {
    int left = random.nextInt(100);
    for (Fault fault : values()) {
      left -= fault.percent;
      if (left < 0) {
        return fault;
      }
    }
    throw new AssertionError("the shares are no hundred");
  }

  /** A request that has been read, by its path, and where to reply to it. */
  record Exchange(Socket socket, String path, String text) {
    String answer() {
      String format =
          path.endsWith("/chat/completions")
              ? "{'choices':[{'message':{'content':'%s'},'finish_reason':'stop'}]}"
              : path.endsWith("/messages")
                  ? "{'type':'message','content':[{'type':'text','text':'%s'}],'stop_reason':'end_turn'}"
                  : path.endsWith("/api/chat")
                      ? "{'message':{'content':'%s'},'done':true,'done_reason':'stop'}"
                      : "{'candidates':[{'content':{'parts':[{'text':'%s'}]},'finishReason':'STOP'}]}";
      return format.formatted(text).replace('\'', '"');
    }

    void send(String status, String headers, String body) throws IOException {
      write(head(status, headers, body) + body);
    }

    void write(String part) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(part.getBytes(StandardCharsets.UTF_8));
    }

    static String head(String status, String headers, String body) {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      return "HTTP/1.1 "
          + status
          + "\r\nContent-Type: application/json\r\n"
          + headers
          + ("Content-Length: " + length + "\r\n\r\n");
    }

    void awaitClose() throws IOException {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // what comes now is of no interest
      }
    }
  }
}
