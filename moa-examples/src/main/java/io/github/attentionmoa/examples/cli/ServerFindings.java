package io.github.attentionmoa.examples.cli;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.examples.cli.Finding.Kind;
import io.github.attentionmoa.examples.cli.Provider.Server;
import io.github.attentionmoa.examples.cli.ServerProbe.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What the servers of this machine say.
 *
 * @param commands makes commands to paste
 * @param probe asks servers which models they have
 */
record ServerFindings(Commands commands, ServerProbe probe) {
  private static final int UNAUTHORIZED = 401;
  private static final int SHOWN = 8;

  /** Asks the server of a row; the future does not fail. */
  CompletableFuture<Finding> of(Provider row) {
    Server server = requireNonNull(row.server());
    return probe.ask(server.models()).thenApply(reply -> finding(row.prefix(), server, reply));
  }

  private Finding finding(String prefix, Server server, Reply reply) {
    String place = server.models().getAuthority();
    if (reply.status() == 0) {
      return missing(prefix, "nobody answers at " + place, server.start());
    }
    if (reply.status() == UNAUTHORIZED) {
      String agent = "openai:MODEL@http://" + place + "/v1";
      return missing(prefix, place + " wants a key", "OPENAI_API_KEY=KEY " + commands.ask(agent));
    }
    if (reply.models().isEmpty()) {
      String what = place + " has no list of models, HTTP status " + reply.status();
      return missing(prefix, "something else: " + what, server.start());
    }
    List<String> models = reply.models().get();
    if (models.isEmpty()) {
      return missing(prefix, place + " has no model yet", server.load());
    }
    String command = commands.ask(prefix + ":" + first(models));
    return new Finding(Kind.SERVER, prefix, true, place + ", " + words(models), models, command);
  }

  private static Finding missing(String prefix, String detail, String command) {
    return Finding.missing(Kind.SERVER, prefix, detail, command);
  }

  /** Returns the first that may write: servers list models for embeddings, too. */
  private static String first(List<String> models) {
    return models.stream()
        .filter(name -> !name.contains("embed"))
        .findFirst()
        .orElse(models.get(0));
  }

  private static String words(List<String> models) {
    String more = models.size() > SHOWN ? " and " + (models.size() - SHOWN) + " more" : "";
    String names = String.join(", ", models.subList(0, Math.min(SHOWN, models.size())));
    return models.size() + (models.size() == 1 ? " model: " : " models: ") + names + more;
  }
}
