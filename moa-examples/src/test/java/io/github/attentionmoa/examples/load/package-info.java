/** The library under load: faults for half an hour, and thousands of calls under way at once. */
@NullMarked
package io.github.attentionmoa.examples.load;

import org.jspecify.annotations.NullMarked;
