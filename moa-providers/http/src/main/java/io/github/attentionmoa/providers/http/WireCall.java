package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One request in a provider's protocol.
 *
 * @param path encoded, relative to the base URL, with a query if need be
 * @param keyHeader where the key goes
 * @param headers of the protocol, such as a version
 * @param body without the extra fields, which the transport adds
 * @param framing how the reply should come
 * @param timeout of the exchange
 */
public record WireCall(
    String path,
    KeyHeader keyHeader,
    Map<String, String> headers,
    ObjectNode body,
    Framing framing,
    Optional<Duration> timeout) {}
