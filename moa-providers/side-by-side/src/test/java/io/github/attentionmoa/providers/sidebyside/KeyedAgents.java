package io.github.attentionmoa.providers.sidebyside;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.anthropic.AnthropicAgent;
import io.github.attentionmoa.providers.bedrock.BedrockAgent;
import io.github.attentionmoa.providers.gemini.GeminiAgent;
import io.github.attentionmoa.providers.http.ServiceBuilder;
import io.github.attentionmoa.providers.ollama.OllamaAgent;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.providers.responses.ResponsesAgent;

/** Agents of every protocol that hold a key in a place of choice. */
enum KeyedAgents {
  ANTHROPIC {
    @Override
    Agent at(String url, KeyPlace place, String key) {
      return place.set(AnthropicAgent.builder("m").baseUrl(url), key).build();
    }
  },
  BEDROCK {
    @Override
    Agent at(String url, KeyPlace place, String key) {
      return place.set(BedrockAgent.builder("m").baseUrl(url), key).build();
    }
  },
  GEMINI {
    @Override
    Agent at(String url, KeyPlace place, String key) {
      return place.set(GeminiAgent.builder("m").baseUrl(url), key).build();
    }
  },
  OLLAMA {
    @Override
    Agent at(String url, KeyPlace place, String key) {
      return place.set(OllamaAgent.builder("m").baseUrl(url), key).build();
    }
  },
  OPENAI {
    @Override
    Agent at(String url, KeyPlace place, String key) {
      return place.set(OpenAiAgent.builder("m").baseUrl(url), key).build();
    }
  },
  RESPONSES {
    @Override
    Agent at(String url, KeyPlace place, String key) {
      return place.set(ResponsesAgent.builder("m").baseUrl(url), key).build();
    }
  };

  abstract Agent at(String url, KeyPlace place, String key);

  /** Where a key can be set. */
  enum KeyPlace {
    KEY,
    SUPPLIER,
    TOKEN,
    HEADER;

    <B extends ServiceBuilder<B>> B set(B builder, String key) {
      return switch (this) {
        case KEY -> builder.apiKey(key);
        case SUPPLIER -> builder.apiKey(() -> key);
        case TOKEN -> builder.bearerToken(() -> key);
        case HEADER -> builder.header("X-Token", "Bearer " + key);
      };
    }
  }
}
