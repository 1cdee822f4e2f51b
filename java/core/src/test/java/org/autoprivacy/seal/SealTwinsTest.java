package org.autoprivacy.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The same arithmetic on the same numbers, through both twins. */
final class SealTwinsTest {

  @SuppressWarnings("ArrayRecordComponent") // Read once, by this test alone.
  private record Inputs(
      long[] key,
      CiphertextData a,
      CiphertextData b,
      SwitchingKeyData relin,
      Map<Integer, SwitchingKeyData> galois) {}

  @Test
  void givesEqualCiphertexts() {
    Assumptions.assumeTrue(SealBackend.ffm().isAvailable(), SealBackend.ffm().detail());
    Inputs inputs = inputs();
    List<long[]> ffm = results(SealBackend.ffm(), inputs);
    List<long[]> jna = results(SealBackend.jna(), inputs);
    assertEquals(ffm.size(), jna.size());
    for (int i = 0; i < ffm.size(); i++) {
      assertArrayEquals(ffm.get(i), jna.get(i), "result " + i);
    }
  }

  private static Inputs inputs() {
    try (HeContext context = SealBackend.ffm().newContext(SealContract.parameters());
        SecretKey key = context.newSecretKey();
        Plaintext p = context.encodeSlots(SealContract.random(1, 4096, 65537));
        Ciphertext a = context.encryptSymmetric(p, key);
        Ciphertext b = context.encryptSymmetric(p, key);
        RelinearizationKey relin = context.newRelinearizationKey(key);
        GaloisKeys galois = context.newGaloisKeys(key, 3)) {
      return new Inputs(
          context.export(key),
          context.export(a),
          context.export(b),
          context.export(relin),
          Map.of(3, context.export(galois, 3)));
    }
  }

  private static List<long[]> results(SealBackend backend, Inputs inputs) {
    List<long[]> results = new ArrayList<>();
    try (HeContext context = backend.newContext(SealContract.parameters());
        SecretKey key = context.importSecretKey(inputs.key());
        Ciphertext a = context.importCiphertext(inputs.a());
        Ciphertext b = context.importCiphertext(inputs.b());
        RelinearizationKey relin = context.importRelinearizationKey(inputs.relin());
        GaloisKeys galois = context.importGaloisKeys(inputs.galois());
        Plaintext p = context.encodeSlots(SealContract.random(2, 4096, 65537));
        Plaintext pNtt = context.toNtt(p);
        Ciphertext aNtt = context.toNtt(a);
        Ciphertext product = context.multiply(a, b)) {
      results.add(context.export(p));
      results.add(context.export(pNtt));
      results.add(context.phase(product, key));
      for (Ciphertext result :
          List.of(
              aNtt,
              product,
              context.add(a, b),
              context.subtract(a, b),
              context.addPlain(a, p),
              context.subtractPlain(a, p),
              context.multiplyPlain(a, p),
              context.multiplyPlain(aNtt, pNtt),
              context.relinearize(product, relin),
              context.rotateRows(a, 1, galois),
              context.modSwitch(a))) {
        results.add(context.export(result).coefficients());
        result.close();
      }
      results.add(new long[] {context.noiseBudgetBits(a, key)});
    }
    return results;
  }
}
