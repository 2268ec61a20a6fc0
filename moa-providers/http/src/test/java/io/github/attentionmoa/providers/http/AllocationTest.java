package io.github.attentionmoa.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void fourTimesThePiecesTakeFourTimesTheMemory(CannedReplies protocol) {
    long few = allocated(protocol, 500);
    long many = allocated(protocol, 2_000);

    // Copying the text at each piece would make it 16 times
    assertThat(many).isLessThan(5 * few);
  }

  private static long allocated(CannedReplies protocol, int pieces) {
    byte[] stream = protocol.stream(protocol.payloads(pieces));
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String text = protocol.read(stream, protocol.framing()).text();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(text).hasSize(pieces * " blue".length());
    return allocated;
  }
}
