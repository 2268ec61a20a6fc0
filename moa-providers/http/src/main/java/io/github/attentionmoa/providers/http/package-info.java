/**
 * The transport that all wire protocols share; not exported.
 *
 * <p>A protocol is an agent that builds a {@link io.github.attentionmoa.providers.http.WireCall}
 * and a {@link io.github.attentionmoa.providers.http.ReplyReader} that fills an {@link
 * io.github.attentionmoa.providers.http.Answer}; sockets, framing, limits, errors and secrets are
 * dealt with here.
 */
@NullMarked
package io.github.attentionmoa.providers.http;

import org.jspecify.annotations.NullMarked;
