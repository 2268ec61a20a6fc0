package io.github.attentionmoa.examples.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds, on Linux.
 *
 * @param heapBytes in use after a collection
 * @param threads of the platform; virtual ones are part of the heap
 * @param descriptors open, the sockets among them
 * @param sockets open
 */
record Vitals(long heapBytes, int threads, long descriptors, long sockets) {
  /** Collects garbage and counts. */
  static Vitals now() throws IOException {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return new Vitals(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system().getOpenFileDescriptorCount(),
        openSockets());
  }

  /** Returns the processor time that this process has used. */
  static long processorNanos() {
    return system().getProcessCpuTime();
  }

  private static UnixOperatingSystemMXBean system() {
    return (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }

  private static long openSockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(Vitals::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "heap %.1f MB, %d threads, %d descriptors, %d sockets"
        .formatted(heapBytes / 1e6, threads, descriptors, sockets);
  }
}
