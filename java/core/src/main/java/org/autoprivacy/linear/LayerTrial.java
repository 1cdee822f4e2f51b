package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.network.QuantizedLayer;

/**
 * Both parties of one layer in one place, so that results, noise and times can be looked at. Inputs
 * come from seeds; keys, errors and masks do not. Not thread-safe.
 */
public final class LayerTrial implements AutoCloseable {

  /**
   * What making keys and weights ready took.
   *
   * @param keyNanos the client makes its keys
   * @param keyBytes their message to the server
   * @param weightNanos the server reads keys and prepares weights
   */
  public record Setup(long keyNanos, long keyBytes, long weightNanos) {}

  /**
   * What one evaluation gave.
   *
   * @param clientNanos the client's work
   * @param serverNanos the server's work
   * @param bytesUp bytes to the server
   * @param bytesDown bytes to the client
   * @param values output values
   * @param wrongValues those that are not what integers give
   * @param ciphertexts output ciphertexts, of all factors of t
   * @param checked those in which the client would notice a failure
   * @param reported those of which the client says that they failed
   * @param wrong those with a wrong value
   * @param noiseCount coefficients whose noise was measured, modulo the first factor of t
   * @param noiseSquares the sum of the squares of their noise
   */
  public record Outcome(
      long clientNanos,
      long serverNanos,
      long bytesUp,
      long bytesDown,
      int values,
      int wrongValues,
      int ciphertexts,
      int checked,
      int reported,
      List<WrongCiphertext> wrong,
      long noiseCount,
      double noiseSquares) {
    public Outcome {
      wrong = List.copyOf(wrong);
    }
  }

  /**
   * What one evaluation takes, in nanoseconds.
   *
   * @param client before and behind the server's work
   * @param server its work
   */
  public record Times(long client, long server) {
    /** Both. */
    public long total() {
      return client + server;
    }
  }

  private final LayerPlan plan;
  private final QuantizedLayer weights;
  private final ClientKeys clientKeys;
  private final ServerKeys serverKeys;
  private final LayerServer server;
  private final LayerClient client;
  private final Setup setup;
  private final LongSupplier clock;

  /**
   * Makes keys and prepares the weights.
   *
   * @param clock nanoseconds; that of a thread only where it does all the work
   */
  public LayerTrial(
      HeBackend backend,
      LayerPlan plan,
      QuantizedLayer weights,
      WeightForm form,
      Parallel parallel,
      LongSupplier clock) {
    this.plan = plan;
    this.clock = clock;
    this.weights = weights;
    KeyNeeds needs = KeyNeeds.of(List.of(plan));
    List<AutoCloseable> open = new ArrayList<>();
    try {
      clientKeys = hold(open, ClientKeys.generate(backend, plan.parameters(), needs));
      long start = clock.getAsLong();
      byte[] message = clientKeys.message();
      long keys = clock.getAsLong();
      serverKeys = hold(open, ServerKeys.read(backend, plan.parameters(), needs, message));
      server = hold(open, LayerServer.prepare(plan, weights, serverKeys, form, parallel));
      setup = new Setup(keys - start, message.length, clock.getAsLong() - keys);
    } catch (RuntimeException e) {
      closeAll(open);
      throw e;
    }
    client = new LayerClient(plan, clientKeys, parallel);
  }

  private static <T extends AutoCloseable> T hold(List<AutoCloseable> open, T object) {
    open.add(object);
    return object;
  }

  private static void closeAll(List<AutoCloseable> open) {
    for (AutoCloseable object : open.reversed()) {
      try {
        object.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError("keys and layers close without checked exceptions", e);
      }
    }
  }

  /** What the set-up took. */
  public Setup setup() {
    return setup;
  }

  /** Evaluates the layer on an input drawn from a seed. */
  public Outcome run(long seed) {
    List<long[]> inputs = inputs(seed);
    long start = clock.getAsLong();
    byte[] request = client.request(inputs);
    long sent = clock.getAsLong();
    LayerServer.Reply reply = server.evaluate(request);
    long answered = clock.getAsLong();
    LayerClient.Result result = client.result(reply.message());
    long end = clock.getAsLong();
    Check check = new Check(reply, result);
    for (int i = 0; i < inputs.size(); i++) {
      check.instance(i, inputs.get(i));
    }
    return new Outcome(
        sent - start + end - answered,
        answered - sent,
        request.length,
        reply.message().length,
        Math.toIntExact(plan.shape().outputs()),
        check.wrongValues.cardinality(),
        client.ciphertexts() * inputs.size(),
        client.checkedCiphertexts() * inputs.size(),
        result.failed().size(),
        check.wrong,
        check.noiseCount,
        check.noiseSquares);
  }

  /**
   * Evaluates the layer and looks at nothing that it gives, so that evaluations come right behind
   * one another.
   */
  public Times times(long seed) {
    List<long[]> inputs = inputs(seed);
    long start = clock.getAsLong();
    byte[] request = client.request(inputs);
    long sent = clock.getAsLong();
    byte[] reply = server.evaluate(request).message();
    long answered = clock.getAsLong();
    client.result(reply);
    long end = clock.getAsLong();
    return new Times(sent - start + end - answered, answered - sent);
  }

  private List<long[]> inputs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return plan.parameters().plainModuli().stream()
        .map(t -> random.longs(plan.shape().inputs(), 0, t).toArray())
        .toList();
  }

  /** Holds one evaluation against the integers, and measures its noise. */
  private final class Check {
    private final LayerServer.Reply reply;
    private final LayerClient.Result result;
    private final BitSet wrongValues = new BitSet();
    private final List<WrongCiphertext> wrong = new ArrayList<>();
    private long noiseCount;
    private double noiseSquares;

    Check(LayerServer.Reply reply, LayerClient.Result result) {
      this.reply = reply;
      this.result = result;
    }

    void instance(int instance, long[] input) {
      long t = plan.parameters().plainModuli().get(instance);
      long[] expected = ExactLayer.apply(plan.shape(), weights, input, t);
      long[] masks = reply.share().residues().get(instance);
      // What the client ought to have decrypted.
      Arrays.setAll(expected, i -> Math.floorMod(expected[i] - masks[i], t));
      ReplyFormat format = client.format(reply.message());
      for (int output = 0; output < format.outputs(); output++) {
        OutputPlaces places = format.places(output);
        boolean right = ciphertext(instance, output, places, expected, t);
        if (instance == 0) {
          try (Ciphertext ciphertext = client.ciphertext(format, reply.message(), 0, output)) {
            noise(ciphertext, places, expected, t, right);
          }
        }
      }
    }

    private boolean ciphertext(
        int instance, int output, OutputPlaces places, long[] expected, long t) {
      long[] share = result.share().residues().get(instance);
      long[] errors = new long[places.count()];
      int count = 0;
      for (int i = 0; i < places.count(); i++) {
        int value = places.value(i);
        long error = Math.floorMod(share[value] - expected[value], t);
        if (error != 0) {
          wrongValues.set(value);
          errors[count++] = error > t / 2 ? error - t : error;
        }
      }
      if (count > 0) {
        FailedCiphertext failed = new FailedCiphertext(instance, output, places.count());
        wrong.add(
            new WrongCiphertext(
                instance,
                output,
                places.count(),
                Arrays.copyOf(errors, count),
                result.failed().contains(failed)));
      }
      return count == 0;
    }

    /**
     * In coefficients the noise is measured against what is right; in slots against what was
     * decrypted, where that is right.
     */
    private void noise(
        Ciphertext ciphertext, OutputPlaces places, long[] expected, long t, boolean right) {
      if (plan.packing().usesSlots() && !right) {
        return;
      }
      HeContext context = clientKeys.context(0);
      int n = plan.parameters().polyDegree();
      int limbs = plan.wireLimbs();
      long[] phase = context.phase(ciphertext, clientKeys.secret(0));
      long[] message;
      if (plan.packing().usesSlots()) {
        try (Plaintext plaintext = context.decrypt(ciphertext, clientKeys.secret(0))) {
          message = context.coefficients(plaintext);
        }
      } else {
        int count = places.count();
        if (count == 0) {
          return;
        }
        message = new long[count];
        long[] wanted = new long[count * limbs];
        for (int i = 0; i < count; i++) {
          message[i] = expected[places.value(i)];
          for (int limb = 0; limb < limbs; limb++) {
            wanted[limb * count + i] = phase[limb * n + places.place(i)];
          }
        }
        phase = wanted;
      }
      NoisePolynomial noise =
          NoisePolynomial.of(plan.parameters().dataPrimes().subList(0, limbs), t, phase, message);
      noiseCount += noise.size();
      noiseSquares += noise.variance() * noise.size();
    }
  }

  @Override
  public void close() {
    server.close();
    serverKeys.close();
    clientKeys.close();
  }
}
