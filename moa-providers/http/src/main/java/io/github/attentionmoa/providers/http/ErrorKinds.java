package io.github.attentionmoa.providers.http;

import static java.util.Map.entry;

import io.github.attentionmoa.agent.AgentException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What providers' words and statuses mean: one table for all protocols. */
final class ErrorKinds {
  /** Types and codes that say more than the status. */
  private static final Map<String, Kind> WORDS =
      Map.ofEntries(
          entry("context_length_exceeded", Kind.CONTEXT_LENGTH),
          entry("exceed_context_size_error", Kind.CONTEXT_LENGTH),
          entry("too_many_prompt_tokens", Kind.CONTEXT_LENGTH),
          entry("request_too_large", Kind.CONTEXT_LENGTH),
          entry("insufficient_quota", Kind.QUOTA),
          entry("billing_error", Kind.QUOTA),
          entry("billing_not_active", Kind.QUOTA),
          entry("enforced_spend_limit_reached", Kind.QUOTA),
          entry("contract_spend_limit_reached", Kind.QUOTA),
          entry("linked_organization_spend_limit_reached", Kind.QUOTA),
          entry("ramp_limit_exceeded", Kind.QUOTA),
          entry("ServiceQuotaExceededException", Kind.QUOTA),
          entry("content_filter", Kind.CONTENT_FILTERED),
          entry("content_policy_violation", Kind.CONTENT_FILTERED),
          entry("ResponsibleAIPolicyViolation", Kind.CONTENT_FILTERED),
          entry("invalid_api_key", Kind.AUTHENTICATION),
          entry("API_KEY_INVALID", Kind.AUTHENTICATION),
          entry("UnrecognizedClientException", Kind.AUTHENTICATION),
          entry("AccessDeniedException", Kind.AUTHENTICATION),
          entry("model_not_found", Kind.NOT_FOUND),
          entry("DeploymentNotFound", Kind.NOT_FOUND),
          entry("ResourceNotFoundException", Kind.NOT_FOUND));

  /**
   * Pieces of messages, in lower case, of providers that have no code for an overlong conversation.
   */
  private static final List<String> OVERLONG =
      List.of(
          "maximum context length",
          "context length exceeded",
          "exceeds the context",
          "exceed context",
          "context window",
          "number of input tokens exceeds",
          "prompt is too long",
          "input is too long",
          "input token count",
          "total length of all messages is too long",
          "too large for model with");

  /** Pieces of messages, in lower case, of providers that call an empty account a bad request. */
  private static final List<String> UNPAID =
      List.of("credit balance is too low", "reached your specified api usage limits");

  /** Statuses of errors that come inside a reply of status 200, by type. */
  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          entry("overloaded_error", 529),
          entry("api_error", 500),
          entry("rate_limit_error", 429),
          entry("rate_limit_exceeded", 429),
          entry("timeout_error", 504),
          entry("authentication_error", 401),
          entry("permission_error", 403),
          entry("not_found_error", 404),
          entry("invalid_request_error", 400),
          entry("invalid_prompt", 400),
          entry("context_length_exceeded", 400),
          entry("throttlingException", 429),
          entry("validationException", 400),
          entry("serviceUnavailableException", 503),
          entry("internalServerException", 500),
          entry("modelStreamErrorException", 424),
          entry("modelTimeoutException", 408),
          entry("server_error", 500),
          entry("RESOURCE_EXHAUSTED", 429),
          entry("INVALID_ARGUMENT", 400),
          entry("UNAVAILABLE", 503));

  private static final Map<Integer, Kind> KINDS =
      Map.ofEntries(
          entry(401, Kind.AUTHENTICATION),
          entry(402, Kind.QUOTA),
          entry(403, Kind.AUTHENTICATION),
          entry(404, Kind.NOT_FOUND),
          entry(408, Kind.TIMEOUT),
          entry(409, Kind.UNAVAILABLE),
          entry(413, Kind.CONTEXT_LENGTH),
          entry(424, Kind.UNAVAILABLE),
          entry(429, Kind.RATE_LIMITED),
          entry(498, Kind.OVERLOADED),
          entry(503, Kind.OVERLOADED),
          entry(529, Kind.OVERLOADED));

  private ErrorKinds() {}

  /** Finds the kind of an error by the provider's words, then by the status. */
  static Kind of(int status, WireError error) {
    return byWord(error.words())
        .or(() -> byMessage(error.message()))
        .orElseGet(
            () ->
                KINDS.getOrDefault(
                    status, status >= 500 ? Kind.UNAVAILABLE : Kind.INVALID_REQUEST));
  }

  /** Finds the status that an error inside a reply stands for. */
  static OptionalInt statusInside(WireError error) {
    for (String word : error.words()) {
      if (STATUSES.containsKey(word)) {
        return OptionalInt.of(STATUSES.get(word));
      }
      if (word.matches("[45]\\d\\d")) {
        return OptionalInt.of(Integer.parseInt(word));
      }
    }
    return OptionalInt.empty();
  }

  private static Optional<Kind> byWord(List<String> words) {
    return words.stream()
        .map(word -> word.contains("PerDay") ? Kind.QUOTA : WORDS.get(word))
        .filter(kind -> kind != null)
        .findFirst();
  }

  private static Optional<Kind> byMessage(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (OVERLONG.stream().anyMatch(text::contains)) {
      return Optional.of(Kind.CONTEXT_LENGTH);
    }
    return UNPAID.stream().anyMatch(text::contains) ? Optional.of(Kind.QUOTA) : Optional.empty();
  }
}
