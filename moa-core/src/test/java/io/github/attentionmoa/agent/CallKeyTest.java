package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.prompt.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallKeyTest {
  @Test
  void ordersAsTheAlgorithmRuns() {
    List<CallKey> inOrder =
        List.of(
            new CallKey(1, Stage.PROPOSE, 1, 1, 1),
            new CallKey(1, Stage.PROPOSE, 2, 2, 1),
            new CallKey(1, Stage.ATTEND, 1, 2, 1),
            new CallKey(1, Stage.ATTEND, 1, 3, 1),
            new CallKey(1, Stage.ATTEND, 2, 1, 1),
            new CallKey(1, Stage.AGGREGATE, 0, 0, 1),
            new CallKey(1, Stage.AGGREGATE, 0, 0, 2),
            new CallKey(2, Stage.PROPOSE, 1, 1, 1));

    assertThat(inOrder).isSorted();
  }

  @Test
  void saysWhoWritesForWhom() {
    assertThat(new CallKey(2, Stage.ATTEND, 1, 3, 1)).hasToString("layer 2 ATTEND 1→3");
    assertThat(new CallKey(1, Stage.REFINE, 2, 2, 1)).hasToString("layer 1 REFINE 2");
    assertThat(new CallKey(3, Stage.RESIDUAL, 0, 0, 1)).hasToString("layer 3 RESIDUAL");
    assertThat(new CallKey(3, Stage.SCORE, 0, 0, 2)).hasToString("layer 3 SCORE #2");
  }
}
