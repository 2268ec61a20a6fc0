package io.github.attentionmoa.providers.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.attentionmoa.agent.Agent;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Builders inherit their settings from a package that users' modules cannot see. */
class ModulePathTest {
  private static final String MODULE =
      "module user { requires io.github.attentionmoa.providers.http; exports user; }";

  private static final String USER =
      """
      package user;

      import io.github.attentionmoa.agent.Agent;
      import io.github.attentionmoa.providers.anthropic.AnthropicAgent;
      import io.github.attentionmoa.providers.embeddings.EmbeddingModel;
      import io.github.attentionmoa.providers.ollama.OllamaAgent;
      import java.util.function.BiFunction;
      import java.util.function.Supplier;

      public class User implements Supplier<String> {
        public String get() {
          BiFunction<OllamaAgent.Builder, String, OllamaAgent.Builder> name =
              OllamaAgent.Builder::name;
          try (Agent claude = AnthropicAgent.builder("c").apiKey("k").cacheSharedPrefix().build();
              OllamaAgent llama = name.apply(OllamaAgent.builder("l"), "n").contextTokens(9).build();
              OllamaAgent other = llama.toBuilder().maxConcurrentCalls(2).build();
              EmbeddingModel model = EmbeddingModel.voyage("v").header("a", "b").build()) {
            return claude.name() + llama.name() + other.maxConcurrentCalls() + model;
          }
        }
      }
      """;

  private static final List<Path> LIBRARIES =
      Stream.of(
              HttpAgent.class,
              Agent.class,
              NullMarked.class,
              Logger.class,
              OkHttpClient.class,
              Buffer.class,
              Unit.class,
              ObjectMapper.class,
              JsonFactory.class,
              JsonProperty.class)
          .map(ModulePathTest::libraryOf)
          .toList();

  @TempDir Path folder;

  @Test
  void usersModuleCallsWhatBuildersInherit() throws Exception {
    assertThat(compiled()).isEmpty();

    Supplier<?> user = (Supplier<?>) loaded().getDeclaredConstructor().newInstance();

    assertThat(user.get()).asString().startsWith("cn2EmbeddingModel(voyage");
  }

  private String compiled() throws IOException {
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    String path = LIBRARIES.stream().map(Path::toString).collect(joining(File.pathSeparator));
    String module = Files.writeString(folder.resolve("module-info.java"), MODULE).toString();
    String user = Files.writeString(folder.resolve("User.java"), USER).toString();
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    javac.run(out, out, "-d", folder.toString(), "-p", path, module, user);
    return messages.toString();
  }

  private Class<?> loaded() throws ClassNotFoundException {
    ModuleLayer boot = ModuleLayer.boot();
    ModuleFinder finder =
        ModuleFinder.of(Stream.concat(LIBRARIES.stream(), Stream.of(folder)).toArray(Path[]::new));
    Configuration modules = boot.configuration().resolve(finder, ModuleFinder.of(), Set.of("user"));
    return boot.defineModulesWithOneLoader(modules, null).findLoader("user").loadClass("user.User");
  }

  private static Path libraryOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
