package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void everyPieceIsDoneOnce(int threads) {
    for (int count : new int[] {0, 1, 2, 100}) {
      AtomicIntegerArray done = new AtomicIntegerArray(count);
      new Parallel(threads).forEach(count, done::incrementAndGet);
      assertEquals(count, IntStream.range(0, count).map(done::get).sum());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void whatAPieceThrowsIsThrown(int threads) {
    for (int bad : new int[] {0, 50, 99}) {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  new Parallel(threads)
                      .forEach(
                          100,
                          i -> {
                            if (i == bad) {
                              throw new IllegalStateException("piece " + i);
                            }
                          }));
      assertEquals("piece " + bad, e.getMessage());
    }
  }
}
