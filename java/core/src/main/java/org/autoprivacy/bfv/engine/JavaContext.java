package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SeededCiphertext;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.kernel.KernelKind;

/**
 * One BFV instance: the door that checks lifetimes, owners and shapes before anything is computed.
 */
final class JavaContext implements HeContext {

  private final Instance instance;
  private final KeyMaker keyMaker;
  private final Encryption encryption;
  private final Evaluator evaluator;
  private volatile boolean closed;

  JavaContext(BfvParameters parameters, KernelKind kind, DigitForm digits) {
    instance = new Instance(parameters, kind);
    keyMaker = new KeyMaker(instance);
    encryption = new Encryption(instance);
    evaluator = new Evaluator(this, instance, digits);
  }

  // --- lifetime ---

  /** Takes the array of an object that is closed. */
  void recycle(long[] values) {
    instance.recycled().give(values);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the context is closed");
    }
  }

  /** Computes while none of the operands can be wiped. */
  private <T> T using(Supplier<T> body, EngineObject... operands) {
    requireOpen();
    int held = 0;
    try {
      for (EngineObject operand : operands) {
        operand.acquire();
        held++;
      }
      return body.get();
    } finally {
      while (held > 0) {
        operands[--held].release();
      }
    }
  }

  private <T extends EngineObject> T own(AutoCloseable object, Class<T> type) {
    if (!type.isInstance(object) || type.cast(object).owner() != this) {
      throw new IllegalArgumentException(
          "the operand belongs to another context or engine: export it there and import it here");
    }
    return type.cast(object);
  }

  private EngineCiphertext own(Ciphertext ciphertext) {
    return own(ciphertext, EngineCiphertext.class);
  }

  private EnginePlaintext own(Plaintext plaintext) {
    return own(plaintext, EnginePlaintext.class);
  }

  private EngineKeys.Secret own(SecretKey key) {
    return own(key, EngineKeys.Secret.class);
  }

  private EngineKeys.Galois own(GaloisKeys keys) {
    return own(keys, EngineKeys.Galois.class);
  }

  @Override
  public BfvParameters parameters() {
    return instance.parameters();
  }

  private int n() {
    return instance.n();
  }

  // --- keys ---

  @Override
  public SecretKey newSecretKey() {
    return using(() -> new EngineKeys.Secret(this, keyMaker.newSecret()));
  }

  @Override
  public long[] export(SecretKey secretKey) {
    EngineKeys.Secret key = own(secretKey);
    return using(() -> keyMaker.exportSecret(key.values()), key);
  }

  @Override
  public SecretKey importSecretKey(long[] ternary) {
    return using(() -> new EngineKeys.Secret(this, keyMaker.importSecret(ternary)));
  }

  @Override
  public PublicKey newPublicKey(SecretKey secretKey) {
    EngineKeys.Secret key = own(secretKey);
    return using(() -> new EngineKeys.Public(this, keyMaker.zero(key.values())), key);
  }

  @Override
  public CiphertextData export(PublicKey publicKey) {
    EngineKeys.Public key = own(publicKey, EngineKeys.Public.class);
    return using(() -> new CiphertextData(2, instance.keyLimbs(), true, key.values().clone()), key);
  }

  @Override
  public PublicKey importPublicKey(CiphertextData data) {
    int limbs = instance.keyLimbs();
    requireFit(data.size() == 2 && data.limbs() == limbs && data.ntt(), "public key");
    long[] values = data.coefficients().clone();
    Instance.requireLength(values, 2L * limbs * n(), "a public key");
    instance.requireReduced(values, 2, limbs);
    if (isZeroFrom(values, limbs * n())) {
      throw new IllegalArgumentException("the second polynomial of the public key is zero");
    }
    return using(() -> new EngineKeys.Public(this, values));
  }

  @Override
  public RelinearizationKey newRelinearizationKey(SecretKey secretKey) {
    EngineKeys.Secret key = own(secretKey);
    return using(
        () -> new EngineKeys.Relinearization(this, keyMaker.relinearization(key.values())), key);
  }

  @Override
  public SwitchingKeyData export(RelinearizationKey relinearizationKey) {
    EngineKeys.Relinearization key = own(relinearizationKey, EngineKeys.Relinearization.class);
    return using(() -> joined(key.digits()), key);
  }

  @Override
  public RelinearizationKey importRelinearizationKey(SwitchingKeyData data) {
    return using(() -> new EngineKeys.Relinearization(this, split(data, "a relinearisation key")));
  }

  @Override
  public GaloisKeys newGaloisKeys(SecretKey secretKey, int... galoisElements) {
    EngineKeys.Secret key = own(secretKey);
    instance.requireSpecialDivision();
    Arrays.stream(galoisElements).forEach(instance::requireGaloisElement);
    return using(
        () -> {
          TreeMap<Integer, long[][]> made = new TreeMap<>();
          for (int element : galoisElements) {
            made.computeIfAbsent(element, g -> keyMaker.galois(key.values(), g));
          }
          return new EngineKeys.Galois(this, made);
        },
        key);
  }

  @Override
  public int[] galoisElements(GaloisKeys galoisKeys) {
    EngineKeys.Galois keys = own(galoisKeys);
    return using(keys::elements, keys);
  }

  @Override
  public SwitchingKeyData export(GaloisKeys galoisKeys, int galoisElement) {
    EngineKeys.Galois keys = own(galoisKeys);
    instance.requireGaloisElement(galoisElement);
    return using(
        () ->
            joined(
                instance.mapped(instance.automorphism(galoisElement), keys.digits(galoisElement))),
        keys);
  }

  @Override
  public GaloisKeys importGaloisKeys(Map<Integer, SwitchingKeyData> keys) {
    instance.requireSpecialDivision();
    TreeMap<Integer, long[][]> made = new TreeMap<>();
    new TreeMap<>(keys)
        .forEach((element, data) -> {
          instance.requireGaloisElement(element);
          made.put(
              element, instance.mapped(instance.inverse(element), split(data, "a Galois key")));
        });
    return using(() -> new EngineKeys.Galois(this, made));
  }

  private SwitchingKeyData joined(long[][] digits) {
    int length = 2 * instance.keyLimbs() * n();
    long[] values = new long[Math.multiplyExact(digits.length, length)];
    for (int j = 0; j < digits.length; j++) {
      System.arraycopy(digits[j], 0, values, j * length, length);
    }
    return new SwitchingKeyData(digits.length, instance.keyLimbs(), values);
  }

  private long[][] split(SwitchingKeyData data, String what) {
    instance.requireSpecialDivision();
    int limbs = instance.keyLimbs();
    requireFit(data.digits() == instance.limbs() && data.keyLimbs() == limbs, "switching key");
    int length = 2 * limbs * n();
    Instance.requireLength(data.values(), (long) instance.limbs() * length, what);
    long[][] digits = new long[instance.limbs()][];
    for (int j = 0; j < digits.length; j++) {
      digits[j] = Arrays.copyOfRange(data.values(), j * length, (j + 1) * length);
      instance.requireReduced(digits[j], 2, limbs);
    }
    return digits;
  }

  private void requireFit(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException(
          "the %s has not the shape that %d limbs need".formatted(what, instance.limbs()));
    }
  }

  @Override
  public int galoisElement(int steps) {
    return using(() -> evaluator.galoisElement(steps));
  }

  // --- plaintexts ---

  private long[] plainValues(long[] values) {
    if (values.length > n()) {
      throw new IllegalArgumentException(
          "a plaintext has at most n = %d values, got %d".formatted(n(), values.length));
    }
    long t = instance.t().value();
    int wrong = Instance.firstOutside(values, 0, values.length, t);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "value %d of the plaintext is %d, outside [0, %d)".formatted(wrong, values[wrong], t));
    }
    long[] padded = instance.recycled().take(n());
    System.arraycopy(values, 0, padded, 0, values.length);
    Arrays.fill(padded, values.length, n(), 0);
    return padded;
  }

  @Override
  public Plaintext newPlaintext(long[] coefficients) {
    return using(() -> new EnginePlaintext(this, 0, plainValues(coefficients)));
  }

  @Override
  public long[] coefficients(Plaintext plaintext) {
    EnginePlaintext p = own(plaintext);
    if (p.isNtt()) {
      throw new IllegalArgumentException("a plaintext in NTT form has no coefficients to read");
    }
    return export(p);
  }

  @Override
  public Plaintext encodeSlots(long[] slots) {
    return using(() -> {
      SlotEncoder encoder = instance.encoder();
      long[] values = instance.recycled().take(n());
      // Read once, where there are n of them.
      if (slots.length != n() || !encoder.encode(slots, values)) {
        long[] whole = plainValues(slots);
        encoder.encode(whole, values);
        instance.wipe(whole);
      }
      return new EnginePlaintext(this, 0, values);
    });
  }

  @Override
  public long[] decodeSlots(Plaintext plaintext) {
    EnginePlaintext p = own(plaintext);
    return using(
        () -> {
          SlotEncoder encoder = instance.encoder();
          requireCoefficients(p, "decoded");
          long[] values = instance.recycled().copy(p.values());
          long[] slots = new long[n()];
          encoder.decode(values, slots);
          instance.wipe(values);
          return slots;
        },
        p);
  }

  private static void requireCoefficients(EnginePlaintext plaintext, String purpose) {
    if (plaintext.nttLimbs() > 0) {
      throw new IllegalArgumentException("a plaintext in NTT form cannot be " + purpose);
    }
  }

  @Override
  public Plaintext toNtt(Plaintext plaintext) {
    return toNtt(plaintext, instance.limbs());
  }

  @Override
  public Plaintext toNtt(Plaintext plaintext, int limbs) {
    EnginePlaintext p = own(plaintext);
    return using(
        () -> {
          if (p.nttLimbs() > 0) {
            throw new IllegalArgumentException("the plaintext is in NTT form already");
          }
          Level level = instance.level(limbs);
          long[] lifted = instance.recycled().take(limbs * n());
          level.lift(p.values(), true, lifted);
          return new EnginePlaintext(this, limbs, lifted);
        },
        p);
  }

  @Override
  public long[] export(Plaintext plaintext) {
    EnginePlaintext p = own(plaintext);
    return using(() -> p.values().clone(), p);
  }

  @Override
  public Plaintext importNttPlaintext(int limbs, long[] values) {
    return using(() -> {
      instance.level(limbs);
      Instance.requireLength(values, (long) limbs * n(), "a plaintext in NTT form");
      long[] copy = values.clone();
      instance.requireReduced(copy, 1, limbs);
      return new EnginePlaintext(this, limbs, copy);
    });
  }

  // --- ciphertexts ---

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

  private static boolean isZeroFrom(long[] values, int from) {
    for (int i = from; i < values.length; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Computes a ciphertext that must not be readable without a key. */
  private EngineCiphertext opaque(Supplier<EngineCiphertext> body, EngineObject... operands) {
    return using(
        () -> {
          EngineCiphertext result = body.get();
          requireOpaque(result);
          return result;
        },
        operands);
  }

  private static void requireOpaque(EngineCiphertext result) {
    if (!Evaluator.isOpaque(result)) {
      throw Evaluator.transparent();
    }
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
    return opaque(() -> evaluator.relinearized(x, key.digits()), x, key);
  }

  @Override
  public Ciphertext rotateRows(Ciphertext a, int steps, GaloisKeys galoisKeys) {
    EngineCiphertext x = own(a);
    EngineKeys.Galois keys = own(galoisKeys);
    return opaque(() -> evaluator.rotatedRows(x, steps, keys), x, keys);
  }

  @Override
  public Ciphertext rotateColumns(Ciphertext a, GaloisKeys galoisKeys) {
    EngineCiphertext x = own(a);
    EngineKeys.Galois keys = own(galoisKeys);
    return opaque(() -> evaluator.rotatedColumns(x, keys), x, keys);
  }

  @Override
  public Ciphertext applyGalois(Ciphertext a, int galoisElement, GaloisKeys galoisKeys) {
    EngineCiphertext x = own(a);
    EngineKeys.Galois keys = own(galoisKeys);
    instance.requireGaloisElement(galoisElement);
    return opaque(
        () -> evaluator.automorphism(x, galoisElement, keys.digits(galoisElement)), x, keys);
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
          List<EngineCiphertext> results = evaluator.automorphisms(x, elements, keys);
          results.forEach(JavaContext::requireOpaque);
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

  // --- noise ---

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
