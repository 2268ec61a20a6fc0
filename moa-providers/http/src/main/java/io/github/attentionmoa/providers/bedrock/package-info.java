/**
 * Amazon Bedrock's Converse, with an API key of Bedrock.
 *
 * <p>A conversation comes in, one completion goes out. A region has to be named, and the model by
 * its id, that of an inference profile, or an ARN:
 *
 * <pre>{@code
 * Agent nova =
 *     BedrockAgent.builder("us.amazon.nova-2-lite-v1:0")
 *         .region("us-east-1")
 *         .apiKey(() -> System.getenv("AWS_BEARER_TOKEN_BEDROCK"))
 *         .build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.bedrock;

import org.jspecify.annotations.NullMarked;
