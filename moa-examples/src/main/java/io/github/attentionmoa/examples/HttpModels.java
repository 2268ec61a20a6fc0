package io.github.attentionmoa.examples;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.result.MoaResult;
import java.time.Duration;

/** Models behind OpenAI chat completions: the service itself, or any server that speaks them. */
final class HttpModels {
  private HttpModels() {}

  /**
   * Asks a server.
   *
   * @param args the base URL, for example {@code http://127.0.0.1:8080/v1}, and the key
   */
  public static void main(String[] args) {
    ask(args[0], args[1]);
  }

  private static void ask(String url, String key) {
    // docs: http-models
    Agent qwen = OpenAiAgent.builder("qwen2.5-7b").baseUrl(url).apiKey(key).build();
    Agent llama = OpenAiAgent.builder("llama-3.1-8b").baseUrl(url).apiKey(key).build();
    Agent doubter = llama.persona("Doubt what everybody takes for granted.").named("doubter");
    AttentionMoA moa =
        AttentionMoA.builder()
            .layer(qwen, llama, doubter)
            .layer(qwen, llama, doubter)
            .budget(Budget.deadline(Duration.ofMinutes(3)))
            .build();
    System.out.println(moa.plan().calls()); // 33, known before any is made
    MoaResult result = moa.ask("Why is the sky blue?");
    System.out.println(result.text());
    // docs: end
    qwen.close();
    llama.close();
  }
}
