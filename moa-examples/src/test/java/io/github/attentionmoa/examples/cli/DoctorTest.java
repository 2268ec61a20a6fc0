package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.attentionmoa.examples.cli.Provider.Server;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DoctorTest {
  private static final Server NOBODY =
      new Server("http://127.0.0.1:9", "/x", "start it", "load it");

  @StartStop private final MockWebServer server = new MockWebServer();
  private final Cli cli = new Cli();
  private Function<String, Optional<Path>> cache = name -> Optional.empty();
  private Duration patience = Duration.ofMinutes(1);
  @TempDir Path directory;

  /** Asks a doctor who knows one server and all services. */
  private String doctor(Server known, String... options) {
    List<Provider> providers = new ArrayList<>(Providers.all());
    providers.removeIf(row -> row.server() != null);
    providers.add(Providers.server("ollama", Protocol.OLLAMA, known));
    Doctor doctor =
        new Doctor(
            new Commands("moa"),
            cli.terminal().env(),
            providers,
            name -> cache.apply(name),
            new ServerProbe(patience));
    int code = new CommandLine(new DoctorCommand(cli.terminal(), () -> doctor)).execute(options);
    assertThat(code).isZero();
    return cli.out();
  }

  private Server here() {
    String url = server.url("/").toString().replaceFirst("/$", "");
    return new Server(url, "/api/tags", "start it", "load it");
  }

  private void reply(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private String place() {
    return server.getHostName() + ":" + server.getPort();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"models\": [{\"name\": \"llama3:8b\"}, {\"name\": \"qwen\"}]}",
        "{\"data\": [{\"id\": \"llama3:8b\"}, {\"id\": \"qwen\"}], \"models\": []}",
      })
  void aServerIsKnownByItsListOfModels(String list) throws Exception {
    reply(200, list);

    String out = doctor(here());

    assertThat(out)
        .contains(server.getPort() + ", 2 models: llama3:8b, qwen\n")
        .contains("      moa ask --agent ollama:llama3:8b 'Why is the sky blue?'\n");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("GET /api/tags HTTP/1.1");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; {\"models\": []}; has no model yet; load it",
        "401; ; wants a key; OPENAI_API_KEY=KEY moa ask --agent openai:MODEL@http",
        "404; not found; has no list of models, HTTP status 404; start it",
        "200; <html>; has no list of models, HTTP status 200; start it",
        "200; {\"data\": {\"id\": \"x\"}}; has no list of models; start it",
      })
  void aServerThatCannotAnswerIsToldWithWhatHelps(
      int status, String body, String detail, String command) {
    reply(status, body == null ? "" : body);

    assertThat(doctor(here())).contains(detail).contains("      " + command);
  }

  @Test
  void aServerThatIsNotThereIsToldWithWhatStartsIt() {
    assertThat(doctor(NOBODY)).contains("nobody answers at 127.0.0.1:9\n      start it\n");
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedForLong() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    patience = Duration.ofMillis(1);

    assertThat(doctor(here())).contains("nobody answers at");
  }

  @Test
  void aListWithoutEndIsNotRead() {
    reply(200, "{\"models\": [" + "{\"name\": \"a\"},".repeat(100_000) + "{}]}");

    assertThat(doctor(here())).contains("nobody answers at");
  }

  @Test
  void aModelForEmbeddingsIsNotTheOneToAsk() {
    reply(200, "{\"models\": [{\"name\": \"nomic-embed-text\"}, {\"name\": \"llama3\"}]}");

    assertThat(doctor(here())).contains("--agent ollama:llama3 ");
  }

  @Test
  void namesOfAServerAreHarmlessWhenPasted() {
    reply(
        200,
        "{\"models\": [{\"name\": \"a\\u001b[2Jb\"}, {\"name\": \"a\\nb\"}, {\"name\": 7},"
            + " {\"name\": \"x'; rm -rf $HOME `id`\"}]}");

    assertThat(doctor(here()))
        .contains("2 models: 7, x'; rm")
        .contains("--agent ollama:7 ")
        .doesNotContain("\u001b");
    assertThat(new Commands("my moa").ask("ollama:x'; rm -rf $HOME"))
        .isEqualTo("'my moa' ask --agent 'ollama:x'\\''; rm -rf $HOME' 'Why is the sky blue?'");
  }

  @Test
  void aKeyIsFoundAndNeverShown() {
    cli.env("ANTHROPIC_API_KEY", "canary-1").env("GOOGLE_API_KEY", "canary-2");
    cli.env("GROQ_API_KEY", " ");

    String text = doctor(NOBODY);
    String json = doctor(NOBODY, "--json");

    assertThat(text)
        .containsPattern("ANTHROPIC_API_KEY +set\n      moa ask --agent anthropic:MODEL ")
        .containsPattern("GOOGLE_API_KEY +set\n      moa ask --agent gemini:MODEL ")
        .containsPattern("not set: OPENAI_API_KEY, .*GROQ_API_KEY");
    assertThat(text + json + cli.err()).doesNotContain("canary");
  }

  @Test
  void aSettingThatIsMissingBesideAKeyIsInTheCommand() {
    cli.env("AWS_BEARER_TOKEN_BEDROCK", "canary").env("AZURE_OPENAI_API_KEY", "canary");
    cli.env("AZURE_OPENAI_ENDPOINT", "https://name.openai.azure.com");

    assertThat(doctor(NOBODY))
        .contains("set, but not AWS_REGION\n      AWS_REGION=VALUE moa ask --agent bedrock:MODEL ")
        .containsPattern("AZURE_OPENAI_API_KEY +set\n      moa ask --agent azure:MODEL ");
  }

  @Test
  void aCachedModelIsToldWithItsSize() throws Exception {
    Path file = Files.write(directory.resolve("m.gguf"), new byte[3_000_000]);
    cache = name -> Optional.of(file);

    assertThat(doctor(NOBODY))
        .containsPattern("smollm2-135m +the default, 3 MB, .*m.gguf\n      moa ask 'Why is")
        .containsPattern("qwen2.5-0.5b +3 MB, .*\n      moa ask --agent local:qwen2.5-0.5b ");
  }

  @Test
  void aModelThatIsNotHereIsToldWithTheCommandThatGetsIt() {
    assertThat(doctor(NOBODY))
        .containsPattern(
            "smollm2-135m +the default, not here, .*\n      moa models pull smollm2-135m\n");
  }

  @Test
  void aDamagedModelIsToldAsSuch() {
    cache =
        name -> {
          throw new UncheckedIOException("model file damaged", new NoSuchFileException("x"));
        };

    assertThat(doctor(NOBODY)).contains("model file damaged\n      moa models pull smollm2-135m\n");
  }

  @Test
  void whereNothingIsHereTheWayOnIsTold() {
    String out = doctor(NOBODY);

    assertThat(out).contains("JDK " + System.getProperty("java.version"));
    assertThat(cli.err()).contains("nothing here can answer yet; the shortest way");
  }

  @Test
  void theDocumentHasAllFindings() throws Exception {
    reply(200, "{\"models\": [{\"name\": \"llama3\"}]}");

    JsonNode findings = new ObjectMapper().readTree(doctor(here(), "--json"));

    assertThat(findings).extracting(found -> found.get("kind").asText()).contains("JAVA", "MODEL");
    assertThat(findings)
        .filteredOn(found -> found.get("kind").asText().equals("SERVER"))
        .singleElement()
        .hasToString(
            "{\"kind\":\"SERVER\",\"name\":\"ollama\",\"usable\":true,\"detail\":\""
                + place()
                + ", 1 model: llama3\",\"models\":[\"llama3\"],\"command\":\"moa ask --agent"
                + " ollama:llama3 'Why is the sky blue?'\"}");
  }

  @Test
  void theServersAreLookedForAtTheirUsualPorts() {
    assertThat(Providers.all())
        .filteredOn(row -> row.server() != null)
        .extracting(row -> row.prefix() + " " + row.server().models())
        .containsExactly(
            "ollama http://127.0.0.1:11434/api/tags",
            "llama-server http://127.0.0.1:8080/v1/models",
            "lmstudio http://127.0.0.1:1234/v1/models",
            "vllm http://127.0.0.1:8000/v1/models");
  }
}
