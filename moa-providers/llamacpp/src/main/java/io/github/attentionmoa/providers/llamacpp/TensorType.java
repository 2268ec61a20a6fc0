package io.github.attentionmoa.providers.llamacpp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * How llama.cpp stores the numbers of one tensor: blocks of elements, each of some bytes.
 *
 * @param blockElements elements in a block
 * @param blockBytes bytes of a block
 */
record TensorType(int blockElements, int blockBytes) {
  private static final Map<Integer, TensorType> BY_NUMBER = new HashMap<>();

  static {
    plain(4, 0, 26); // F32, I32
    plain(2, 1, 25, 30); // F16, I16, BF16
    plain(1, 24); // I8
    plain(8, 27, 28); // I64, F64
    blocks(32, 2, 18, 3, 20, 6, 22, 7, 24, 8, 34, 9, 36, 20, 18); // Q4_0 to Q8_1, IQ4_NL
    blocks(256, 10, 84, 11, 110, 12, 144, 13, 176, 14, 210, 15, 292); // Q2_K to Q8_K
    blocks(256, 16, 66, 17, 74, 18, 98, 19, 50, 21, 110, 22, 82, 23, 136, 29, 56); // IQ1 to IQ4
    blocks(256, 34, 54, 35, 66); // TQ1_0, TQ2_0
  }

  static TensorType of(int number) throws IOException {
    TensorType type = BY_NUMBER.get(number);
    if (type == null) {
      throw new IOException("tensor type " + number + " is not known to the runtime");
    }
    return type;
  }

  /** Returns the bytes of a tensor of that many elements. */
  long bytes(long elements) throws IOException {
    if (elements < 0 || elements % blockElements != 0) {
      throw new IOException("damaged: a tensor of " + elements + " elements");
    }
    return Math.multiplyExact(elements / blockElements, (long) blockBytes);
  }

  private static void plain(int bytes, int... numbers) {
    for (int number : numbers) {
      BY_NUMBER.put(number, new TensorType(1, bytes));
    }
  }

  private static void blocks(int elements, int... numbersAndBytes) {
    for (int i = 0; i < numbersAndBytes.length; i += 2) {
      BY_NUMBER.put(numbersAndBytes[i], new TensorType(elements, numbersAndBytes[i + 1]));
    }
  }
}
