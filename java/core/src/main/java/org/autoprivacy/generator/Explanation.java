package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.params.BatchingLimit;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;

/** Says of each number of a choice what fixed it, and what the next cheaper one would break. */
final class Explanation {

  /** A special prime of this size adds no noise but its rounding. */
  private static final double WIDEST_PRIME_BITS = 60;

  private final LayerChoice choice;
  private final Candidate candidate;
  private final CandidateSearch search;
  private final LayerParameters parameters;
  private final List<Reason> reasons = new ArrayList<>();

  private Explanation(LayerChoice choice, Candidate candidate, CandidateSearch search) {
    this.choice = choice;
    this.candidate = candidate;
    this.search = search;
    this.parameters = choice.parameters();
  }

  static List<Reason> of(LayerChoice choice, Candidate candidate, CandidateSearch search) {
    Explanation explanation = new Explanation(choice, candidate, search);
    explanation.degree();
    explanation.plainModuli();
    explanation.dataPrimes();
    explanation.specialPrime();
    explanation.wire();
    explanation.errorRate();
    explanation.security();
    explanation.privacy();
    return explanation.reasons;
  }

  private void add(String number, String because, String cheaperBreaks) {
    reasons.add(new Reason(number, because, cheaperBreaks));
  }

  private void degree() {
    int n = parameters.polyDegree();
    List<Misfit> smaller =
        search.misfits().stream().filter(misfit -> misfit.polyDegree() == n / 2).toList();
    String breaks = "n is a power of two of at least " + CandidateSearch.LEAST_DEGREE;
    if (!smaller.isEmpty()) {
      breaks = smaller.get(0).constraint();
    } else if (n > CandidateSearch.LEAST_DEGREE) {
      breaks =
          search.candidates().stream()
              .filter(other -> other.polyDegree() == n / 2)
              .findFirst()
              .map(other -> format("n = %d takes %s", n / 2, time(other.cost().latencyNanos())))
              .orElse(breaks);
    }
    add(
        "n = " + n,
        format(
            "the quickest degree that fits (within 5 %%: the fewest bytes), %s of %d candidates; a power of two (rule 1)",
            time(choice.cost().latencyNanos()), search.candidates().size()),
        breaks);
  }

  private void plainModuli() {
    LayerRequest request = choice.request();
    List<Long> moduli = parameters.plainModuli();
    boolean prime = candidate.work().usesSlots() || request.rules() == RuleSet.PAPER;
    String because =
        prime
            ? format(
                "the smallest primes ≡ 1 mod 2n = %d (rule 3) whose product reaches 2^%d",
                2L * parameters.polyDegree(), request.plainBits())
            : format("reaches 2^%d; coefficients need no prime t", request.plainBits());
    if (moduli.size() > 1) {
      because += ", by the Chinese remainder theorem since one factor is dearer or does not fit";
    }
    if (prime && moduli.size() == 1) {
      // A result of so many bits fits below the next power of two, so t has one bit more.
      BatchingLimit limit = BatchingLimit.of(request.plainBits() + 1, parameters.polyDegree());
      if (!limit.holds()) {
        because += "; " + limit;
      }
    }
    add("t = " + moduli, because, "results of " + request.plainBits() + " bits would wrap around");
  }

  private void dataPrimes() {
    double need = candidate.size().logQ();
    int limbs = parameters.limbs();
    String shape =
        choice.request().rules() == RuleSet.PAPER
            ? "just below powers of two and ≡ 1 mod t (rules 4 and 5)"
            : choice.request().fit() == LayerRequest.ModulusFit.FILLED
                ? "the largest of the width that is needed"
                : "the smallest that reach q_min";
    add(
        format("q = %s, %.2f bits", parameters.dataPrimes(), parameters.logQ()),
        format(
            "q_min = 2^%.2f keeps %s; primes ≡ 1 mod 2n (rule 2), %s",
            need, choice.errorRate(), shape),
        limbs > 1
            ? format(
                "%s of at most 60 bits below q_min",
                limbs == 2 ? "one prime is" : (limbs - 1) + " primes are")
            : format("one bit less gives %s", withLess(1)));
  }

  /** The rate of wrong coefficients if every prime were smaller. */
  private String withLess(double bits) {
    List<Double> logs =
        Candidate.logs(parameters.dataPrimes()).stream()
            .map(log -> log - bits / parameters.limbs())
            .toList();
    double rate =
        candidate
            .sizing()
            .log2ErrorRate(
                candidate.sizing().setting(logs, Candidate.logP(parameters)),
                candidate.size().wireLimbs());
    return format("2^%.1f per coefficient", rate);
  }

  private void specialPrime() {
    LayerWork work = candidate.work();
    if (parameters.specialPrime().isEmpty()) {
      add("P = none", "no keys are switched", "");
      return;
    }
    double logP = Candidate.logP(parameters);
    boolean switches = work.counts().keySwitches() > 0;
    add(
        format("P = %d", parameters.specialPrime().getAsLong()),
        switches
            ? format(
                "key switching adds %s of the layer's noise variance, at most 1/64 is wanted",
                part(logP))
            : "public-key encryption is quieter with a special prime",
        switches ? "one bit less makes that " + part(logP - 1) : "");
  }

  /** Which part of the noise before any switch of the modulus a special prime causes. */
  private String part(double logP) {
    double quiet = variance(WIDEST_PRIME_BITS);
    double whole = variance(logP);
    return whole <= quiet ? "nothing" : format("1/%.0f", whole / (whole - quiet));
  }

  private double variance(double logP) {
    ModulusSizing sizing = candidate.sizing();
    List<Double> logs = Candidate.logs(parameters.dataPrimes());
    return sizing.wireNoise(sizing.setting(logs, logP), parameters.limbs()).variance();
  }

  private void wire() {
    int wire = choice.wireLimbs();
    boolean switched = wire < parameters.limbs();
    add(
        format("%d of %d primes on the wire", wire, parameters.limbs()),
        !switched
            ? "results are sent as they are"
            : choice.request().privacy().kind() == Privacy.Kind.DIVIDE_AND_ROUND
                ? "the primes that are dropped hide the noise"
                : "switching the modulus after masking keeps the error rate",
        wire > 1 ? format("one less gives %s", onWire(wire - 1)) : "");
  }

  private String onWire(int wire) {
    Prediction fewer = Prediction.of(choice.request(), parameters, candidate.work(), wire);
    return fewer.coefficient().toString();
  }

  private void errorRate() {
    add(
        "error rate " + choice.predictedErrorRate(),
        format(
            "noise of standard deviation %.3g modulo 2^%.2f on the wire, asked for was %s",
            choice.predictedStd(), choice.wireLogQ(), choice.errorRate()),
        "");
  }

  private void security() {
    add(
        format("security %.1f bits", choice.securityBits()),
        format(
            "q%s of %.2f bits, the largest for %d bits by the %s is %.2f",
            parameters.specialPrime().isPresent() ? "·P" : "",
            parameters.logQP(),
            choice.request().level().bits(),
            choice.request().level().table().token(),
            candidate.maxLogQ()),
        "");
  }

  private void privacy() {
    Privacy privacy = choice.request().privacy();
    if (privacy.kind() == Privacy.Kind.PAPER) {
      add(
          "latency",
          format(
              "at n = %d and %d data primes: the paper's allowance for flooding (4n, 3·log q); the error rate is that of the original, without flooding",
              4L * parameters.polyDegree(), 3L * parameters.limbs()),
          "");
    } else if (privacy.rerandomises()) {
      Prediction open =
          Prediction.of(
              choice.request().withPrivacy(Privacy.NONE),
              parameters,
              candidate.work(),
              choice.wireLimbs());
      add(
          "privacy " + privacy,
          choice.privacyClaim()
              + format(
                  "; failures with it %s, without it %s",
                  choice.coefficientErrorRate(), open.coefficient()),
          "a bit less doubles the distance and saves a bit of q");
    }
  }

  private static String time(double nanos) {
    return format("%.3f ms", nanos / 1e6);
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be one more dependency.
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
