package org.autoprivacy.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.autoprivacy.generator.SyntheticProfile;
import org.autoprivacy.linear.DroppedBits;
import org.autoprivacy.linear.KeyNeeds;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.api.Test;

/** What the model multiplies, against counts by hand on a profile of round numbers. */
class CostModelTest {

  private static final int N = 4096;
  private static final LayerShape SHAPE = LayerShape.parse("conv:16x16x16:32:k3:s1:p1");
  private static final CostModel MODEL =
      new CostModel(new LatencyTable(SyntheticProfile.upTo(8192, 3)));

  private static Deployment deployment(
      Encryption encryption, Privacy privacy, int instances, Integer... widths) {
    return new Deployment(
        N, List.of(widths), true, 1, instances, encryption, privacy, DroppedBits.NONE);
  }

  private static double of(LayerWork work, Deployment deployment, Operation operation) {
    return MODEL.terms(work, deployment).stream()
        .filter(term -> term.operation() == operation)
        .mapToDouble(CostTerm::count)
        .sum();
  }

  @Test
  void termsAreTheProtocols() {
    LayerWork work = LayerWork.of(SHAPE, Packing.COEFFICIENTS, N);
    long up = work.counts().ciphertextsUp();
    long down = work.counts().ciphertextsDown();
    Deployment plain = deployment(Encryption.SYMMETRIC, Privacy.NONE, 1, 40, 40);
    assertEquals(up, of(work, plain, Operation.ENCRYPT_SEEDED));
    assertEquals(up, of(work, plain, Operation.EXPAND));
    assertEquals(2.0 * 2 * up, of(work, plain, Operation.NTT_FORWARD));
    assertEquals(down, of(work, plain, Operation.MOD_SWITCH));
    assertEquals(down, of(work, plain, Operation.DECRYPT));
    assertEquals(down, of(work, plain, Operation.ADD_PLAIN));
    assertEquals(0, of(work, plain, Operation.FLOOD));
    assertEquals((double) work.released() / N, of(work, plain, Operation.DRAW));
    Deployment hidden = deployment(Encryption.PUBLIC, Privacy.statistical(40), 2, 40, 40);
    assertEquals(2.0 * (up + down), of(work, hidden, Operation.ENCRYPT_PUBLIC));
    assertEquals(2.0 * work.released() / N, of(work, hidden, Operation.FLOOD));
    assertEquals(0, of(work, hidden, Operation.ADD_PLAIN));
    assertEquals(0, of(work, hidden, Operation.EXPAND));
    double sum = 0;
    for (CostTerm term : MODEL.terms(work, plain)) {
      sum += term.totalNanos();
    }
    assertEquals(sum, MODEL.cost(work, plain).latencyNanos(), 1e-6 * sum);
  }

  @Test
  void threadsSharePieces() {
    LayerWork work = LayerWork.of(SHAPE, Packing.COEFFICIENTS, N);
    Deployment plain = deployment(Encryption.SYMMETRIC, Privacy.NONE, 1, 40);
    double one = MODEL.latencyNanos(work, plain, 1);
    double two = MODEL.latencyNanos(work, plain, 2);
    assertTrue(two > one / 2 && two < one, one + " and " + two);
    CostTerm odd = new CostTerm("three", CostTerm.Party.SERVER, 3, Operation.ADD, 3, 10);
    assertEquals(20, odd.totalNanos(2));
    assertEquals(30, odd.totalNanos(1));
  }

  @Test
  void widthsArePricedByTheNextWiderThatWasMeasured() {
    List<ProfileEntry> entries = new ArrayList<>();
    for (int bits : new int[] {48, 60}) {
      entries.add(new ProfileEntry(Operation.DECRYPT, N, 2, bits, false, bits * 10, 9, 0));
    }
    MachineProfile synthetic = SyntheticProfile.upTo(1024, 1);
    LatencyTable table =
        new LatencyTable(
            new MachineProfile(synthetic.machine(), "java", "none", "", "now", entries));
    assertEquals(480, table.latency(Operation.DECRYPT, N, List.of(30, 48), true));
    assertEquals(540, table.latency(Operation.DECRYPT, N, List.of(30, 49), true));
    assertEquals(600, table.latency(Operation.DECRYPT, N, List.of(61, 60), false));
    LatencyTable.UncoveredException e =
        assertThrows(
            LatencyTable.UncoveredException.class,
            () -> table.latency(Operation.DECRYPT, N, List.of(30), false));
    assertTrue(String.valueOf(e.getMessage()).contains("profile --engine java"), e.getMessage());
  }

  @Test
  void keysAreCountedOnceAndAmortised() {
    List<Long> primes = Primes.largest(36, 2L * N, 3);
    LayerParameters parameters =
        new LayerParameters(
            N,
            primes.subList(0, 2),
            java.util.OptionalLong.of(primes.get(2)),
            List.of(Primes.smallestAbove(1 << 20, 2L * N)));
    KeyNeeds none = new KeyNeeds(false, Encryption.SYMMETRIC, new TreeSet<>());
    KeyNeeds five = new KeyNeeds(true, Encryption.PUBLIC, new TreeSet<>(List.of(3, 5, 7, 9, 11)));
    KeyCost few = MODEL.keys(parameters, none);
    KeyCost many = MODEL.keys(parameters, five);
    assertEquals(0, few.serverNanos());
    assertEquals(five.bytes(parameters), many.bytes());
    LatencyTable table = new LatencyTable(SyntheticProfile.upTo(8192, 3));
    double key = table.latency(Operation.GALOIS_KEY, N, List.of(36, 36), true);
    assertTrue(many.clientNanos() > few.clientNanos() + 5 * key);
    LayerCost part = many.amortised(1000);
    assertEquals(many.nanos() / 1000, part.latencyNanos());
    assertTrue(part.bytes() * 1000 >= many.bytes());
    assertThrows(IllegalArgumentException.class, () -> many.amortised(0));
  }

  @Test
  void everyPackingIsPriced() {
    Deployment plain = deployment(Encryption.SYMMETRIC, Privacy.NONE, 1, 40, 40);
    for (Packing packing : Packing.values()) {
      LayerWork work = LayerWork.of(SHAPE, packing, N);
      List<CostTerm> terms = MODEL.terms(work, plain);
      assertTrue(terms.stream().allMatch(term -> term.totalNanos() > 0), packing.token());
      assertEquals(
          work.counts().keySwitches() > 0,
          terms.stream()
              .map(CostTerm::operation)
              .anyMatch(
                  o -> Stream.of(Operation.ROTATE, Operation.HOISTED_SIXTEEN).anyMatch(o::equals)));
      assertFalse(terms.stream().anyMatch(t -> t.operation() == Operation.ENCRYPT_PUBLIC));
    }
  }
}
