package io.github.attentionmoa.providers.llamacpp.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.providers.llamacpp.models.ModelFile.HuggingFace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLocationsTest {
  private static final ModelFile FILE =
      new ModelFile(new HuggingFace("owner/name", "main"), "m.gguf", 1, "00");

  @TempDir Path home;

  @Test
  void defaultIsTheCacheBelowTheHomeDirectory() {
    StoreLocations locations = StoreLocations.of(user(), Map.of());

    assertThat(locations.home()).isEqualTo(home.resolve(".cache/attention-moa/models"));
    assertThat(locations.huggingFace()).isEqualTo(home.resolve(".cache/huggingface/hub"));
  }

  @Test
  void propertyComesBeforeVariableBeforeCache() {
    Map<String, String> environment = Map.of("MOA_MODELS", "/variable", "XDG_CACHE_HOME", "/xdg");
    Properties set = user();
    set.setProperty("moa.models", "/property");

    assertThat(StoreLocations.of(set, environment).directories())
        .containsExactly(Path.of("/property"), Path.of("/xdg/attention-moa/models"));
    assertThat(StoreLocations.of(user(), environment).home()).isEqualTo(Path.of("/variable"));
  }

  @Test
  void blankVariableCountsAsNone() {
    Map<String, String> blank = Map.of("MOA_MODELS", "", "XDG_CACHE_HOME", " ");

    assertThat(StoreLocations.of(user(), blank).home())
        .isEqualTo(home.resolve(".cache/attention-moa/models"));
  }

  @Test
  void fileInTheCacheOfHuggingFaceIsFound() throws IOException {
    Path snapshot = home.resolve("hf/hub/models--owner--name/snapshots/abc");
    Files.createDirectories(snapshot);
    Path file = Files.write(snapshot.resolve("m.gguf"), new byte[1]);

    StoreLocations locations =
        StoreLocations.of(user(), Map.of("HF_HOME", home.resolve("hf").toString()));

    assertThat(locations.find(FILE)).contains(file);
  }

  @Test
  void fileThatIsNowhereIsNotFound() {
    assertThat(StoreLocations.of(user(), Map.of()).find(FILE)).isEmpty();
  }

  private Properties user() {
    Properties properties = new Properties();
    properties.setProperty("user.home", home.toString());
    return properties;
  }
}
