package io.github.attentionmoa.examples.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a measure changed over samples that were taken once a minute. */
record Trend(double first, double last, double perMinute) {
  /** Says in words how each measure changed. */
  static String of(List<Vitals> samples) {
    return "first third, last third, per minute: heap in MB "
        + of(samples, vitals -> vitals.heapBytes() / 1e6)
        + ", threads "
        + of(samples, Vitals::threads)
        + ", descriptors "
        + of(samples, Vitals::descriptors)
        + ", sockets "
        + of(samples, Vitals::sockets);
  }

  private static Trend of(List<Vitals> samples, ToDoubleFunction<Vitals> measure) {
    double[] y = samples.stream().mapToDouble(measure).toArray();
    int third = Math.max(1, y.length / 3);
    return new Trend(
        mean(y, 0, third), mean(y, y.length - third, y.length), slope(y, mean(y, 0, y.length)));
  }

  private static double mean(double[] y, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += y[i];
    }
    return sum / (to - from);
  }

  /** By least squares. */
  private static double slope(double[] y, double mean) {
    double above = 0;
    double below = 0;
    for (int i = 0; i < y.length; i++) {
      double x = i - (y.length - 1) / 2.0;
      above += x * (y[i] - mean);
      below += x * x;
    }
    return above / below;
  }

  @Override
  public String toString() {
    return "%.2f, %.2f, %+.4f".formatted(first, last, perMinute);
  }
}
