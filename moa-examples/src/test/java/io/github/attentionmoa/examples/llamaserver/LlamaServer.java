package io.github.attentionmoa.examples.llamaserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.providers.llamacpp.models.ModelStore;
import io.github.attentionmoa.providers.llamacpp.models.PullProgress;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** llama-server with the embedded default's model, as a process of its own on loopback. */
record LlamaServer(Process process, String address) implements AutoCloseable {
  static final int SLOTS = 4;

  private static final String PACKAGE = "xllamacpp==2026.10.11549";
  private static final Path TARGET = Path.of("target");
  private static final Path PYTHON = TARGET.resolve("llama-server").resolve("bin/python");

  static LlamaServer start() throws Exception {
    install();
    Path script = Path.of(LlamaServer.class.getResource("/llama_server.py").toURI());
    Path model = ModelStore.ofDefaults().pull("smollm2-135m", PullProgress.silent());
    Process process =
        new ProcessBuilder(PYTHON.toString(), script.toString(), model.toString())
            .redirectError(TARGET.resolve("llama-server.log").toFile())
            .start();
    String address = process.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(address).as("address; see target/llama-server.log").startsWith("http://127.0.0.1:");
    return new LlamaServer(process, address);
  }

  /** Makes a virtual environment with the server in it, if there is none. */
  private static void install() throws Exception {
    Path done = TARGET.resolve("llama-server").resolve(PACKAGE);
    if (!Files.exists(done)) {
      run("python3", "-m", "venv", TARGET.resolve("llama-server").toString());
      run(PYTHON.toString(), "-m", "pip", "install", "--quiet", "--only-binary=:all:", PACKAGE);
      Files.createFile(done);
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }

  OpenAiAgent open() {
    return OpenAiAgent.builder("smollm2-135m")
        .baseUrl(address + "/v1")
        .maxConcurrentCalls(SLOTS)
        .build();
  }

  /** Returns how many slots are at work. */
  long busySlots() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/slots")).build();
    byte[] body = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
    List<Boolean> busy =
        new ObjectMapper()
            .readTree(body).findValues("is_processing").stream()
                .map(JsonNode::booleanValue)
                .toList();
    assertThat(busy).hasSize(SLOTS);
    return busy.stream().filter(slot -> slot).count();
  }

  /** Returns an agent whose answers are short enough for a model that seldom stops. */
  static Agent brief(Agent agent, int seat) {
    CompletionOptions options =
        CompletionOptions.builder().temperature(0.2 * seat).seed(seat).maxOutputTokens(48).build();
    return agent.named("seat " + seat).options(options);
  }

  @Override
  public void close() {
    kill();
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }
}
