package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.noise.WorstCaseNoise;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.ModulusPrimes;
import org.autoprivacy.params.PlainModuli;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;

/**
 * The whole-network policies of prior work, by their own rules: one set of parameters for all
 * layers, in DELPHI's slots, under public-key encryption. Level, privacy, plaintext widths and
 * weights are those of the requests; packing, encryption and error rate are the policy's.
 */
public final class NetworkPolicies {

  private static final ErrorRate RATE = new ErrorRate(-40, ErrorRate.Of.COEFFICIENT);
  private static final int MOST_LIMBS = 14;

  private final ParameterGenerator generator;

  /** With the predictions and prices of a generator. */
  public NetworkPolicies(ParameterGenerator generator) {
    this.generator = generator;
  }

  /**
   * DELPHI: q from the worst case of the noise, so that no decryption ever fails.
   *
   * @param requests one for each layer
   * @throws NoFeasibleParametersException if no degree fits every layer
   */
  public NetworkChoice delphi(List<LayerRequest> requests, NetworkChoice.Variant variant) {
    return choose(
        "delphi", requests, variant, PublishedParameters.delphiTable(), NetworkPolicies::worstCase);
  }

  /**
   * DARL: q from the average case of the noise, at 2^-40 per coefficient.
   *
   * @param requests one for each layer
   * @throws NoFeasibleParametersException if no degree fits every layer
   */
  public NetworkChoice darl(List<LayerRequest> requests, NetworkChoice.Variant variant) {
    return choose(
        "darl", requests, variant, PublishedParameters.darlTable(), NetworkPolicies::averageCase);
  }

  /**
   * The parameters of DELPHI's released program, whatever they give: slots, public key.
   *
   * @param requests one for each layer
   */
  public NetworkChoice delphiCode(List<LayerRequest> requests) {
    return released(
        "delphi-code",
        requests,
        Packing.SLOTS_DELPHI,
        Encryption.PUBLIC,
        PublishedParameters.delphiCode());
  }

  /**
   * The parameters of Cheetah's released program, whatever they give: coefficients, secret key, and
   * the power of two for t that the widest results need.
   *
   * @param requests one for each layer
   */
  public NetworkChoice cheetahCode(List<LayerRequest> requests) {
    return released(
        "cheetah-code",
        requests,
        Packing.COEFFICIENTS_CHEETAH,
        Encryption.SYMMETRIC,
        PublishedParameters.cheetahCode(plainBits(requests)));
  }

  private NetworkChoice released(
      String name,
      List<LayerRequest> layers,
      Packing packing,
      Encryption encryption,
      LayerParameters parameters) {
    List<LayerChoice> choices =
        layers.stream()
            .map(layer ->
                generator.evaluate(
                    layer.withPacking(packing).withEncryption(encryption).withErrorRate(RATE),
                    parameters))
            .toList();
    return new NetworkChoice(
        name,
        NetworkChoice.Variant.PUBLISHED,
        choices,
        notes(
            name, NetworkChoice.Variant.PUBLISHED, parameters, plainBits(layers), choices.get(0)));
  }

  private static int plainBits(List<LayerRequest> layers) {
    return layers.stream()
        .mapToInt(LayerRequest::plainBits)
        .max()
        .orElseThrow(() -> new IllegalArgumentException("a network has at least one layer"));
  }

  /**
   * Each layer's cheapest parameters at one error rate.
   *
   * @param rate the rate of every layer
   */
  public NetworkChoice fixed(List<LayerRequest> requests, ErrorRate rate) {
    return new NetworkChoice(
        "fixed:" + rate.token(),
        NetworkChoice.Variant.HONEST,
        requests.stream().map(r -> generator.generate(r.withErrorRate(rate))).toList(),
        List.of());
  }

  /**
   * log2 of the q of one set for all layers that DELPHI's rule wants: the worst case of the noise.
   *
   * @param layers one request for each; their packing is taken as it is, encryption is public
   * @param logT log2 of t
   * @return infinite where the degree cannot hold a layer
   */
  public static double worstCaseLogQ(List<LayerRequest> layers, int polyDegree, double logT) {
    return logQ(layers, polyDegree, logT, NetworkPolicies::worstCase);
  }

  /**
   * The same by DARL's rule: the average case, at the error rate of each request, with a special
   * prime as large as those of q.
   */
  public static double averageCaseLogQ(List<LayerRequest> layers, int polyDegree, double logT) {
    return logQ(layers, polyDegree, logT, NetworkPolicies::averageCase);
  }

  private static double logQ(List<LayerRequest> layers, int polyDegree, double logT, Rule rule) {
    for (int limbs = 1; limbs <= MOST_LIMBS; limbs++) {
      double logQ = 0;
      for (LayerRequest layer : layers) {
        LayerRequest open = layer.withEncryption(Encryption.PUBLIC);
        logQ = Math.max(logQ, rule.logQ(open, polyDegree, logT, limbs));
      }
      if (logQ / limbs < ModulusSizing.LARGEST_PRIME_BITS || logQ == Double.POSITIVE_INFINITY) {
        return logQ;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Bits of q that a rule wants for a layer, or infinity where the degree cannot hold it. */
  private interface Rule {
    double logQ(LayerRequest request, int polyDegree, double logT, int limbs);
  }

  private NetworkChoice choose(
      String name,
      List<LayerRequest> layers,
      NetworkChoice.Variant variant,
      LayerParameters published,
      Rule rule) {
    int plainBits = plainBits(layers);
    List<LayerRequest> requests =
        layers.stream()
            .map(layer ->
                layer
                    .withPacking(Packing.SLOTS_DELPHI)
                    .withEncryption(Encryption.PUBLIC)
                    .withErrorRate(RATE))
            .toList();
    LayerParameters parameters =
        variant == NetworkChoice.Variant.PUBLISHED ? published : derive(requests, plainBits, rule);
    List<LayerChoice> choices =
        requests.stream().map(request -> generator.evaluate(request, parameters)).toList();
    return new NetworkChoice(
        name, variant, choices, notes(name, variant, parameters, plainBits, choices.get(0)));
  }

  private static List<String> notes(
      String name,
      NetworkChoice.Variant variant,
      LayerParameters parameters,
      int plainBits,
      LayerChoice first) {
    List<String> notes = new ArrayList<>();
    if (variant == NetworkChoice.Variant.PUBLISHED) {
      if (name.equals("darl")) {
        notes.add(
            "Table 1 has log t = 14, which cannot batch at log n = 13; t = %d is the smallest prime that can"
                .formatted(parameters.plainModuli().get(0)));
      }
      boolean printed = name.equals("delphi") || name.equals("darl");
      if (printed && first.request().privacy().kind() == Privacy.Kind.PAPER) {
        notes.add(
            "n = 4·%d and log q = 3·%.0f: the printed row may hold the allowance for flooding already, and is priced with another"
                .formatted(parameters.polyDegree() / 4, parameters.logQ() / 3));
      }
      if (parameters.logT() < plainBits) {
        notes.add(
            "the network's results need %d bits, t has %.1f: they wrap around"
                .formatted(plainBits, parameters.logT()));
      }
    }
    int level = first.request().level().bits();
    if (first.securityBits() < level) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%.1f bits of security by today's estimate, %d were asked for",
              first.securityBits(),
              level));
    }
    return notes;
  }

  /** The smallest degree, and the fewest limbs there, at which every layer gets its q. */
  private LayerParameters derive(List<LayerRequest> requests, int plainBits, Rule rule) {
    String constraint = "no degree holds every layer in slots";
    for (int n = CandidateSearch.LEAST_DEGREE; n <= CandidateSearch.LARGEST_DEGREE; n *= 2) {
      Optional<List<Long>> t = PlainModuli.choose(n, plainBits, 1, true, RuleSet.SEAL);
      if (t.isEmpty()) {
        continue;
      }
      double logT = Math.log(t.get().get(0)) / Math.log(2);
      double maxLogQ = requests.get(0).level().maxLogQ(n);
      for (int limbs = 1; limbs <= MOST_LIMBS; limbs++) {
        double logQ = 0;
        for (LayerRequest request : requests) {
          logQ = Math.max(logQ, rule.logQ(request, n, logT, limbs));
        }
        if (logQ / limbs < ModulusSizing.LARGEST_PRIME_BITS - 0.5) {
          Optional<LayerParameters> parameters = parameters(n, logQ, limbs, t.get());
          if (parameters.isPresent() && parameters.get().logQP() <= maxLogQ) {
            return parameters.get();
          }
          constraint =
              String.format(
                  Locale.ROOT,
                  "n = %d needs %.1f bits of q·P, %.1f are secure",
                  n,
                  logQ * (limbs + 1) / limbs,
                  maxLogQ);
          break;
        }
      }
    }
    throw new NoFeasibleParametersException(
        "the whole network", constraint, "ask for fewer plaintext bits or a lower level");
  }

  /** P is as large as a prime of q, as SEAL's users have it by habit. */
  private static Optional<LayerParameters> parameters(int n, double logQ, int limbs, List<Long> t) {
    return ModulusPrimes.smallest(2L * n, Collections.nCopies(limbs + 1, logQ / limbs), t)
        .map(primes ->
            new LayerParameters(
                n, primes.subList(0, limbs), OptionalLong.of(primes.get(limbs)), t));
  }

  private static double worstCase(LayerRequest request, int n, double logT, int limbs) {
    Optional<LayerWork> work = work(request, n);
    if (work.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double factor = WorstCaseNoise.publicKey(n);
    double keySwitch = WorstCaseNoise.keySwitch(n, limbs);
    long before = work.get().path().switchesBefore();
    double after = work.get().path().switchesAfter();
    if (before > 0) {
      factor = WorstCaseNoise.add(factor, WorstCaseNoise.sum(keySwitch, before));
    }
    double bits =
        WorstCaseNoise.sum(WorstCaseNoise.slotProduct(factor, n, logT), work.get().path().terms());
    if (after > 0) {
      bits = WorstCaseNoise.add(bits, WorstCaseNoise.sum(keySwitch, after));
    }
    return WorstCaseNoise.requiredLogQ(bits, logT);
  }

  private static double averageCase(LayerRequest request, int n, double logT, int limbs) {
    Optional<LayerWork> work = work(request, n);
    if (work.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double log2Rate = CandidateSearch.coefficientRate(request.errorRate(), work.get()).log2();
    return new ModulusSizing(request, work.get(), n, logT, true, log2Rate)
        .withHabitualSpecialPrime()
        .solve(limbs)
        .equalPrimesLogQ();
  }

  private static Optional<LayerWork> work(LayerRequest request, int n) {
    try {
      return Optional.of(LayerWork.of(request.shape(), request.packing(), n));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
