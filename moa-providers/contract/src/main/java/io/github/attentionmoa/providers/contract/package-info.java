/**
 * The test that authors of agents extend: {@link
 * io.github.attentionmoa.providers.contract.AgentContract}.
 */
@NullMarked
package io.github.attentionmoa.providers.contract;

import org.jspecify.annotations.NullMarked;
