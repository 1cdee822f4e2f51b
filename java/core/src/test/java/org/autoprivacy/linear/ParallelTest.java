package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
  @ValueSource(ints = {2, 3, 7})
  void allThatWasDoneIsSeenBehindIt(int threads) {
    for (int round = 1; round <= 1000; round++) {
      int now = round;
      int[] done = new int[5];
      new Parallel(threads).forEach(done.length, i -> done[i] += now);
      assertArrayEquals(new int[] {now, now, now, now, now}, done);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void nothingRunsBehindAFailure(int threads) {
    for (int round = 0; round < 200; round++) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger late = new AtomicInteger();
      assertThrows(
          IllegalStateException.class,
          () ->
              new Parallel(threads)
                  .forEach(
                      20,
                      i -> {
                        late.addAndGet(over.get() ? 1 : 0);
                        if (i == 1) {
                          throw new IllegalStateException();
                        }
                      }));
      over.set(true);
      assertEquals(0, late.get());
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
