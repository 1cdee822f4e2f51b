package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SeededCiphertext;
import org.autoprivacy.kernel.KernelKind;

/**
 * One BFV instance: the door that checks lifetimes, owners and shapes before anything is computed.
 */
final class JavaContext extends PlaintextContext {

  private final Encryption encryption;
  private final Evaluator evaluator;
  private final Rotations rotations;

  JavaContext(BfvParameters parameters, KernelKind kind, DigitForm digits) {
    super(new Instance(parameters, kind));
    encryption = new Encryption(instance);
    KeySwitch keySwitch = new KeySwitch(instance, digits);
    evaluator = new Evaluator(this, instance, keySwitch);
    rotations = new Rotations(this, instance, keySwitch);
  }

  @Override
  public int galoisElement(int steps) {
    return using(() -> rotations.galoisElement(steps));
  }

  @Override
  public Ciphertext encryptSymmetric(Plaintext plaintext, SecretKey secretKey) {
    EnginePlaintext p = own(plaintext);
    EngineKeys.Secret key = own(secretKey);
    return using(
        () -> {
          requireCoefficients(p, "encrypted");
          return fresh(encryption.symmetric(p.values(), key.values(), instance.newSeed()));
        },
        p,
        key);
  }

  @Override
  public SeededCiphertext encryptSymmetricSeeded(Plaintext plaintext, SecretKey secretKey) {
    EnginePlaintext p = own(plaintext);
    EngineKeys.Secret key = own(secretKey);
    return using(
        () -> {
          requireCoefficients(p, "encrypted");
          byte[] seed = instance.newSeed();
          long[] both = encryption.symmetric(p.values(), key.values(), seed);
          return new SeededCiphertext(instance.limbs(), seed, Arrays.copyOf(both, both.length / 2));
        },
        p,
        key);
  }

  @Override
  public Ciphertext expand(SeededCiphertext seeded) {
    return using(() -> {
      CiphertextData data = seeded.expanded(parameters());
      instance.level(data.limbs());
      // What the seed gives is in range.
      instance.requireReduced(data.coefficients(), 1, data.limbs());
      return new EngineCiphertext(this, 2, data.limbs(), false, data.coefficients());
    });
  }

  @Override
  public Ciphertext encryptPublic(Plaintext plaintext, PublicKey publicKey) {
    EnginePlaintext p = own(plaintext);
    EngineKeys.Public key = own(publicKey, EngineKeys.Public.class);
    return using(
        () -> {
          requireCoefficients(p, "encrypted");
          return fresh(encryption.asymmetric(p.values(), key.values()));
        },
        p,
        key);
  }

  private EngineCiphertext fresh(long[] values) {
    return new EngineCiphertext(this, 2, instance.limbs(), false, values);
  }

  @Override
  public Plaintext decrypt(Ciphertext ciphertext, SecretKey secretKey) {
    EngineCiphertext c = own(ciphertext);
    EngineKeys.Secret key = own(secretKey);
    return using(
        () -> {
          if (c.isNtt()) {
            throw new IllegalArgumentException(
                "a ciphertext in NTT form cannot be decrypted: leave NTT form first");
          }
          return new EnginePlaintext(this, 0, encryption.decrypt(c, key.values()));
        },
        c,
        key);
  }

  @Override
  public CiphertextData export(Ciphertext ciphertext) {
    EngineCiphertext c = own(ciphertext);
    return using(() -> new CiphertextData(c.size(), c.limbs(), c.isNtt(), c.values().clone()), c);
  }

  @Override
  public Ciphertext importCiphertext(CiphertextData data) {
    return using(() -> {
      int size = data.size();
      int limbs = data.limbs();
      if (size != 2 && size != 3) {
        throw new IllegalArgumentException("a ciphertext has 2 or 3 polynomials, got " + size);
      }
      instance.level(limbs);
      long[] values = data.coefficients().clone();
      Instance.requireLength(values, (long) size * limbs * n(), "a ciphertext of this shape");
      instance.requireReduced(values, size, limbs);
      if (isZeroFrom(values, limbs * n())) {
        throw new IllegalArgumentException(
            "the ciphertext is transparent (readable without a key): all but its first polynomial"
                + " are zero");
      }
      return new EngineCiphertext(this, size, limbs, data.ntt(), values);
    });
  }

  @Override
  public Ciphertext add(Ciphertext a, Ciphertext b) {
    EngineCiphertext x = own(a);
    EngineCiphertext y = own(b);
    return opaque(() -> evaluator.sum(x, y, false), x, y);
  }

  @Override
  public void addInPlace(Ciphertext a, Ciphertext b) {
    EngineCiphertext x = own(a);
    EngineCiphertext y = own(b);
    boolean done =
        using(
            () -> {
              if (y.size() > x.size()) {
                return false;
              }
              evaluator.addInPlace(x, y);
              return true;
            },
            x,
            y);
    if (!done) {
      x.become(opaque(() -> evaluator.sum(x, y, false), x, y));
    }
  }

  @Override
  public Ciphertext subtract(Ciphertext a, Ciphertext b) {
    EngineCiphertext x = own(a);
    EngineCiphertext y = own(b);
    return opaque(() -> evaluator.sum(x, y, true), x, y);
  }

  @Override
  public Ciphertext addPlain(Ciphertext a, Plaintext b) {
    EngineCiphertext x = own(a);
    EnginePlaintext y = own(b);
    return opaque(() -> evaluator.plainSum(x, y, false), x, y);
  }

  @Override
  public Ciphertext subtractPlain(Ciphertext a, Plaintext b) {
    EngineCiphertext x = own(a);
    EnginePlaintext y = own(b);
    return opaque(() -> evaluator.plainSum(x, y, true), x, y);
  }

  @Override
  public Ciphertext multiplyPlain(Ciphertext a, Plaintext b) {
    EngineCiphertext x = own(a);
    EnginePlaintext y = own(b);
    return opaque(() -> evaluator.plainProduct(x, y), x, y);
  }

  @Override
  public Ciphertext sumOfPlainProducts(List<Ciphertext> a, List<Plaintext> b) {
    if (a.isEmpty() || a.size() != b.size()) {
      throw new IllegalArgumentException(
          "a sum of products needs as many ciphertexts as plaintexts, and at least one: got %d and"
                  .formatted(a.size())
              + " %d".formatted(b.size()));
    }
    List<EngineCiphertext> x = a.stream().map(this::own).toList();
    List<EnginePlaintext> y = b.stream().map(this::own).toList();
    EngineObject[] operands = Stream.concat(x.stream(), y.stream()).toArray(EngineObject[]::new);
    return opaque(() -> evaluator.sumOfProducts(x, y), operands);
  }

  @Override
  public Ciphertext multiply(Ciphertext a, Ciphertext b) {
    EngineCiphertext x = own(a);
    EngineCiphertext y = own(b);
    return opaque(() -> evaluator.product(x, y), x, y);
  }

  @Override
  public Ciphertext relinearize(Ciphertext a, RelinearizationKey relinearizationKey) {
    EngineCiphertext x = own(a);
    EngineKeys.Relinearization key = own(relinearizationKey, EngineKeys.Relinearization.class);
    return opaque(() -> evaluator.relinearized(x, key.key()), x, key);
  }

  @Override
  public Ciphertext rotateRows(Ciphertext a, int steps, GaloisKeys galoisKeys) {
    EngineCiphertext x = own(a);
    EngineKeys.Galois keys = own(galoisKeys);
    return opaque(() -> rotations.rotatedRows(x, steps, keys), x, keys);
  }

  @Override
  public Ciphertext rotateColumns(Ciphertext a, GaloisKeys galoisKeys) {
    EngineCiphertext x = own(a);
    EngineKeys.Galois keys = own(galoisKeys);
    return opaque(() -> rotations.rotatedColumns(x, keys), x, keys);
  }

  @Override
  public Ciphertext applyGalois(Ciphertext a, int galoisElement, GaloisKeys galoisKeys) {
    EngineCiphertext x = own(a);
    EngineKeys.Galois keys = own(galoisKeys);
    instance.requireGaloisElement(galoisElement);
    return opaque(() -> rotations.automorphism(x, galoisElement, keys.key(galoisElement)), x, keys);
  }

  @Override
  public List<Ciphertext> applyGaloisHoisted(
      Ciphertext a, int[] galoisElements, GaloisKeys galoisKeys) {
    EngineCiphertext x = own(a);
    EngineKeys.Galois keys = own(galoisKeys);
    int[] elements = galoisElements.clone();
    Arrays.stream(elements).forEach(instance::requireGaloisElement);
    return using(
        () -> {
          List<EngineCiphertext> results = rotations.automorphisms(x, elements, keys);
          results.forEach(ContextObjects::requireOpaque);
          return List.copyOf(results);
        },
        x,
        keys);
  }

  @Override
  public Ciphertext modSwitch(Ciphertext a) {
    EngineCiphertext x = own(a);
    return opaque(() -> evaluator.switched(x), x);
  }

  @Override
  public Ciphertext toNtt(Ciphertext a) {
    return transformed(own(a), true);
  }

  @Override
  public Ciphertext fromNtt(Ciphertext a) {
    return transformed(own(a), false);
  }

  private EngineCiphertext transformed(EngineCiphertext x, boolean forward) {
    return opaque(
        () -> {
          requireOtherForm(x, forward);
          long[] values = instance.recycled().copy(x.values());
          evaluator.transform(values, x.limbs(), forward);
          return new EngineCiphertext(this, x.size(), x.limbs(), forward, values);
        },
        x);
  }

  @Override
  public void toNttInPlace(Ciphertext a) {
    transform(own(a), true);
  }

  @Override
  public void fromNttInPlace(Ciphertext a) {
    transform(own(a), false);
  }

  private void transform(EngineCiphertext x, boolean forward) {
    EngineCiphertext done =
        using(
            () -> {
              requireOtherForm(x, forward);
              evaluator.transform(x.values(), x.limbs(), forward);
              return x;
            },
            x);
    done.setNtt(forward);
  }

  private static void requireOtherForm(EngineCiphertext x, boolean ntt) {
    if (x.isNtt() == ntt) {
      throw new IllegalArgumentException(
          "the ciphertext is in %s form already".formatted(ntt ? "NTT" : "coefficient"));
    }
  }

  @Override
  public void forwardNtt(int limb, long[] values) {
    requireLimb(limb, values);
    instance.ring().limb(limb).forward(values, 0);
  }

  @Override
  public void inverseNtt(int limb, long[] values) {
    requireLimb(limb, values);
    instance.ring().limb(limb).inverse(values, 0);
  }

  private void requireLimb(int limb, long[] values) {
    requireOpen();
    if (limb < 0 || limb >= instance.keyLimbs()) {
      throw new IllegalArgumentException("there is no limb " + limb);
    }
    Instance.requireLength(values, n(), "an NTT");
    instance.requireLimb(values, 0, limb);
  }

  @Override
  public long[] phase(Ciphertext ciphertext, SecretKey secretKey) {
    EngineCiphertext c = own(ciphertext);
    EngineKeys.Secret key = own(secretKey);
    return using(
        () -> {
          long[] phase = new long[c.limbs() * n()];
          encryption.phase(c, key.values(), phase);
          return phase;
        },
        c,
        key);
  }

  @Override
  public int noiseBudgetBits(Ciphertext ciphertext, SecretKey secretKey) {
    EngineCiphertext c = own(ciphertext);
    EngineKeys.Secret key = own(secretKey);
    return using(() -> encryption.noiseBudgetBits(c, key.values()), c, key);
  }
}
