/** The method over HTTP, on a server of our own. */
@NullMarked
package io.github.attentionmoa.examples.wire;

import org.jspecify.annotations.NullMarked;
