package io.github.attentionmoa.providers.llamacpp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the native library once, from a directory of its own and without a word on standard output.
 *
 * <p>Left alone, the runtime unpacks its library into the temporary directory, deletes every file
 * there whose name starts with {@code llama} or {@code jllama}, which breaks another JVM that is
 * starting, and prints where it put the library.
 */
final class NativeLibrary {
  private static final String DIRECTORY = "de.kherud.llama.tmpdir";
  private static boolean isLoaded;

  private NativeLibrary() {}

  /**
   * Loads the library if that has not been done.
   *
   * @throws IllegalStateException if there is none for this machine
   * @throws UncheckedIOException if it cannot be unpacked
   */
  static synchronized void load() {
    if (isLoaded) {
      return;
    }
    try {
      Path directory = Files.createTempDirectory("moa-llamacpp");
      directory.toFile().deleteOnExit();
      System.setProperty(DIRECTORY, directory.toString());
      loadQuietly();
      deleteWhatCanBe(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the native library: " + e.getMessage(), e);
    }
    isLoaded = true;
  }

  private static void loadQuietly() {
    PrintStream out = System.out;
    System.setOut(new PrintStream(new WithoutThread(out, Thread.currentThread()), true));
    try {
      Class.forName("de.kherud.llama.LlamaModel");
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalStateException(
          "no native library for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + ": "
              + e.getMessage(),
          e);
    } finally {
      System.setOut(out);
    }
  }

  /** Deletes the unpacked library: a loaded one needs its file on Windows alone. */
  private static void deleteWhatCanBe(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        file.toFile().delete();
      }
    }
  }

  /** Standard output for every thread but one, whose words are dropped. */
  private static final class WithoutThread extends FilterOutputStream {
    private final Thread silent;

    private WithoutThread(OutputStream out, Thread silent) {
      super(out);
      this.silent = silent;
    }

    @Override
    public void write(int b) throws IOException {
      if (Thread.currentThread() != silent) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (Thread.currentThread() != silent) {
        out.write(bytes, from, length);
      }
    }
  }
}
