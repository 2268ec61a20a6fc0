package io.github.attentionmoa.providers.llamacpp;

import de.kherud.llama.InferenceParameters;
import io.github.attentionmoa.agent.CompletionOptions;

/**
 * How the next token is chosen, beside the options of a request.
 *
 * @param minP the least probability of a token, as a part of that of the likeliest; 0 for none
 * @param repeatPenalty what the score of a token seen just before is divided by; 1 for nothing
 */
record Sampling(double minP, double repeatPenalty) {
  InferenceParameters parameters(String prompt, CompletionOptions options, int maxTokens) {
    InferenceParameters parameters =
        new InferenceParameters(prompt)
            .setCachePrompt(true)
            .setNPredict(maxTokens)
            .setMinP((float) minP)
            .setRepeatPenalty((float) repeatPenalty);
    options.temperature().ifPresent(value -> parameters.setTemperature((float) value));
    options.topP().ifPresent(value -> parameters.setTopP((float) value));
    options.seed().ifPresent(value -> parameters.setSeed(Long.hashCode(value) & Integer.MAX_VALUE));
    return parameters;
  }
}
