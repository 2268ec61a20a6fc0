package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test after which threads of this library or open sockets are left, or of which a thread
 * died of an exception that nobody caught.
 *
 * <p>Sockets are seen on Linux alone; virtual threads are not, but what they wait for is.
 */
public final class NothingLeft implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** OkHttp renames a thread while it is at a call. */
  private static final Pattern OURS = Pattern.compile("moa-http|attention-moa|OkHttp http.*");

  private static final List<Path> TCP =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
  private Set<String> before = Set.of();

  @Override
  public void beforeEach(ExtensionContext context) {
    before = held();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    long start = System.nanoTime();
    while (!left().isEmpty() && System.nanoTime() - start < PATIENCE.toNanos()) {
      Thread.sleep(5);
    }
    Thread.setDefaultUncaughtExceptionHandler(null);
    assertThat(left()).as("threads and sockets that the test leaves behind").isEmpty();
    assertThat(uncaught).as("exceptions that nobody caught").isEmpty();
  }

  private Set<String> left() {
    Set<String> left = held();
    left.removeAll(before);
    return left;
  }

  private static Set<String> held() {
    Set<String> held = new HashSet<>(sockets());
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> OURS.matcher(thread.getName()).matches())
        .forEach(thread -> held.add("thread " + thread.getId())); // names change, also by dying
    return held;
  }

  private static Set<String> sockets() {
    Set<String> tcp =
        TCP.stream()
            .filter(Files::exists)
            .flatMap(NothingLeft::lines)
            .map(line -> "socket:[" + line.strip().split("\\s+", 11)[9] + "]")
            .collect(Collectors.toSet());
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.flatMap(descriptor -> target(descriptor).stream())
          .filter(tcp::contains)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
