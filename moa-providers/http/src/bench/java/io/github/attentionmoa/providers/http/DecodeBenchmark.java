package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.attentionmoa.agent.Completion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From the bytes of a reply to the completion, beside Jackson alone on the same JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
  private static final ObjectReader JACKSON = new ObjectMapper().readerFor(JsonNode.class);

  @Param public CannedReplies protocol;

  @Param({"0", "2000"})
  public int pieces;

  private Framing framing;
  private List<byte[]> payloads;
  private byte[] body;

  /** Makes the reply: 0 pieces are an answer of 1 KB in one body. */
  @Setup
  public void prepare() {
    if (pieces == 0) {
      framing = Framing.WHOLE;
      body = protocol.whole("blue ".repeat(205).strip());
      payloads = List.of(body);
    } else {
      framing = protocol.framing();
      payloads = protocol.payloads(pieces);
      body = protocol.stream(payloads);
      payloads.removeIf(payload -> payload[0] != '{'); // the word [DONE]
    }
  }

  /** Reads the reply as an exchange does. */
  @Benchmark
  public Completion decode() {
    return protocol.read(body, framing);
  }

  /** Makes trees of the same JSON, already cut into payloads. */
  @Benchmark
  public void jacksonAlone(Blackhole hole) throws IOException {
    for (byte[] payload : payloads) {
      hole.consume((JsonNode) JACKSON.readValue(payload));
    }
  }
}
