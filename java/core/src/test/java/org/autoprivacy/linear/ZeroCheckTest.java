package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slots that have to be zero tell of failed decryptions. */
class ZeroCheckTest {

  private static final int N = 1024;

  private static int checked(LayerShape shape, Packing packing, ZeroCheck check) {
    LayerLayout layout = LayerLayout.of(shape, packing, N, check);
    return (int)
        IntStream.range(0, layout.outputs())
            .mapToObj(layout::zeroPlace)
            .filter(OptionalInt::isPresent)
            .count();
  }

  // At n = 1024 a row holds eight channels of 8 x 8 pixels.
  @ParameterizedTest
  @CsvSource({
    "conv:16x8x8:32:k3:s1:p1, 0, 2",
    "conv:16x8x8:31:k3:s1:p1, 1, 2",
    "conv:16x7x7:32:k3:s1:p1, 2, 2",
    "conv:16x8x8:8:k1:s1:p0, 0, 1",
    "conv:16x8x8:5:k1:s1:p0, 1, 1",
    "conv:8x8x8:8:k1:s1:p0, 1, 1",
    "dw:16x8x8:k3:s1:p1, 0, 1",
    "dw:15x8x8:k3:s1:p1, 1, 1",
    "fc:100:16, 0, 1",
    "fc:100:10, 1, 1",
    "fc:10:1024, 0, 1",
    "conv:1x40x40:2:k3:s1:p1, 4, 4"
  })
  void aSlotIsFreeOrKeptFree(String token, int free, int outputs) {
    LayerShape shape = LayerShape.parse(token);
    assertEquals(outputs, LayerLayout.of(shape, Packing.SLOTS, N, ZeroCheck.FREE).outputs(), token);
    // Where nothing is left over, a place is: eight channels of 8 x 8 take more than one row.
    int wanted = shape.outChannels() == 8 && free == 0 ? 0 : free;
    assertEquals(wanted, checked(shape, Packing.SLOTS, ZeroCheck.FREE), token);
    for (Packing packing : List.of(Packing.SLOTS, Packing.SLOTS_DELPHI, Packing.SLOTS_SCI)) {
      LayerLayout reserved = LayerLayout.of(shape, packing, N, ZeroCheck.RESERVED);
      assertEquals(reserved.outputs(), checked(shape, packing, ZeroCheck.RESERVED), token);
    }
    assertEquals(0, checked(shape, Packing.COEFFICIENTS, ZeroCheck.RESERVED), token);
  }

  /** Parameters whose q is so small that about every other ciphertext of the layer fails. */
  private static LayerParameters tight(long t) {
    return new LayerParameters(
        N,
        Primes.largest(44, 2L * N, 1),
        OptionalLong.of(Primes.largest(58, 2L * N, 1).getFirst()),
        List.of(Primes.smallestAbove(t, 2L * N)));
  }

  @ParameterizedTest
  @CsvSource({"SLOTS, 107000", "SLOTS_DELPHI, 169000"})
  void everyFailureIsReported(Packing packing, long t) {
    LayerPlan plan =
        new LayerPlan(
                LayerShape.parse("dw:16x8x8:k3:s1:p1"),
                packing,
                tight(t),
                Encryption.SYMMETRIC,
                Privacy.NONE,
                1)
            .withCheck(ZeroCheck.RESERVED);
    int wrong = 0;
    int right = 0;
    for (int i = 0; i < 60; i++) {
      try (LayerTrial trial =
          new LayerTrial(
              JavaBackend.instance(),
              plan,
              Layers.random(plan.shape(), new SplittableRandom(1), 0),
              WeightForm.NTT,
              Parallel.NONE,
              System::nanoTime)) {
        LayerTrial.Outcome outcome = trial.run(i);
        assertEquals(outcome.ciphertexts(), outcome.checked());
        assertEquals(outcome.wrong().size(), outcome.reported());
        assertTrue(outcome.wrong().stream().allMatch(WrongCiphertext::reported));
        wrong += outcome.wrong().size();
        right += outcome.ciphertexts() - outcome.wrong().size();
        for (WrongCiphertext failed : outcome.wrong()) {
          // Not a value of it is right, but by chance.
          assertTrue(failed.errors().length >= failed.values() - 2);
        }
      }
    }
    assertTrue(wrong > 5 && right > 5, "wrong: " + wrong + ", right: " + right);
  }

  @Test
  void sharesOfACompositeModulusAreJoined() {
    List<Long> moduli = List.of(65537L, 12289L);
    long[] values = {0, 1, -1, 402_653_184L, -402_653_184L};
    LayerShare share = LayerShare.of(moduli, values);
    LayerShare more = LayerShare.of(moduli, new long[] {5, -1, -1, 1, 0});
    assertEquals(
        List.of(5L, 0L, -2L, 402_653_185L, -402_653_184L),
        Arrays.stream(share.plus(more).values()).boxed().toList());
  }
}
