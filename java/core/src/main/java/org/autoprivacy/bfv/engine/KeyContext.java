package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;

/** The keys of a context: made, and as arrays from and to the outside. */
abstract class KeyContext extends ContextObjects {

  private final KeyMaker keyMaker;

  KeyContext(Instance instance) {
    super(instance);
    keyMaker = new KeyMaker(instance);
  }

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
    return using(() -> joined(key.key().digits()), key);
  }

  @Override
  public RelinearizationKey importRelinearizationKey(SwitchingKeyData data) {
    return using(() ->
        new EngineKeys.Relinearization(
            this, new SwitchingKey(instance, split(data, "a relinearisation key"))));
  }

  @Override
  public GaloisKeys newGaloisKeys(SecretKey secretKey, int... galoisElements) {
    EngineKeys.Secret key = own(secretKey);
    instance.requireSpecialDivision();
    Arrays.stream(galoisElements).forEach(instance::requireGaloisElement);
    return using(
        () -> {
          TreeMap<Integer, SwitchingKey> made = new TreeMap<>();
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
                instance.mapped(
                    instance.automorphism(galoisElement), keys.key(galoisElement).digits())),
        keys);
  }

  @Override
  public GaloisKeys importGaloisKeys(Map<Integer, SwitchingKeyData> keys) {
    instance.requireSpecialDivision();
    TreeMap<Integer, SwitchingKey> made = new TreeMap<>();
    new TreeMap<>(keys)
        .forEach((element, data) -> {
          instance.requireGaloisElement(element);
          made.put(
              element,
              new SwitchingKey(
                  instance,
                  instance.mapped(instance.inverse(element), split(data, "a Galois key"))));
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
}
