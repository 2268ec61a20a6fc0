package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.CompletionOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An agent as it is written on the command line: {@code [NAME=]PROVIDER:MODEL[@BASE_URL]}.
 *
 * @param origin where it was written and how, for messages
 * @param name label in the run; by default the model
 * @param baseUrl address of the service; null for the provider's own
 * @param seat what a file says beside that
 */
record AgentSpec(
    String origin,
    String name,
    Provider provider,
    String model,
    @Nullable String baseUrl,
    Seat seat) {
  private static final String FORM = "[NAME=]PROVIDER:MODEL[@BASE_URL]";

  private static final Pattern PARTS = Pattern.compile("(?:([^=:]+)=)?([^=:]+):(.+)");

  /** Reads a specification for picocli. */
  static final class Converter implements ITypeConverter<AgentSpec> {
    @Override
    public AgentSpec convert(String value) {
      return parse(value);
    }
  }

  static AgentSpec parse(String text) {
    Matcher matcher = PARTS.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(text, "expected: " + FORM + ", such as openai:gpt-4.1-mini");
    }
    Provider provider =
        Providers.find(matcher.group(2))
            .orElseThrow(
                () ->
                    wrong(
                        text,
                        "unknown provider "
                            + matcher.group(2)
                            + ", expected: one of "
                            + Providers.prefixes()));
    String rest = matcher.group(3);
    int at = rest.lastIndexOf('@'); // at 0 it belongs to the model, as some services' names have it
    String model = (at > 0 ? rest.substring(0, at) : rest).strip();
    String url = at > 0 ? checkedUrl(text, rest.substring(at + 1)) : null;
    if (model.isEmpty()) {
      throw wrong(text, "no model, expected: " + FORM);
    }
    String name = matcher.group(1);
    String label = name == null ? model : name.strip();
    return new AgentSpec("--agent '" + text + "'", label, provider, model, url, Seat.PLAIN);
  }

  private static String checkedUrl(String text, String url) {
    if (!isUrl(url)) {
      throw wrong(text, "base URL " + url + ", expected: one such as http://127.0.0.1:8080/v1");
    }
    return url;
  }

  static boolean isUrl(String text) {
    return text.matches("https?://[^/\\s]+\\S*");
  }

  /** Returns this agent with options that win over its own. */
  AgentSpec with(CompletionOptions given) {
    Seat merged = new Seat(seat.keyVariable(), seat.persona(), given.over(seat.options()));
    return new AgentSpec(origin, name, provider, model, baseUrl, merged);
  }

  private static TypeConversionException wrong(String text, String why) {
    return new TypeConversionException("'" + text + "' (" + why + ")");
  }
}
