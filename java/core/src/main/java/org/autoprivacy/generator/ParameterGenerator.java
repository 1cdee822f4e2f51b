package org.autoprivacy.generator;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.cost.CostModel;
import org.autoprivacy.cost.Deployment;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.noise.ErrorGeometry;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.security.LatticeEstimator;
import org.autoprivacy.security.LweParameters;

/**
 * The cheapest BFV parameters of a layer (the paper's figure 2b): over n from 1024 to 32768, limbs,
 * the special prime and factors of t, with q_min from the noise model, q_max from the security
 * estimator, and the price from the cost model. Thread-safe; results are remembered.
 */
public final class ParameterGenerator {

  private static final int MOST_REMEMBERED = 50_000;

  private record Point(int polyDegree, double logQP) {}

  private final CostModel costs;
  private final Map<LayerRequest, LayerChoice> choices = new ConcurrentHashMap<>();
  private final Map<Point, Double> securities = new ConcurrentHashMap<>();

  /** With the prices of a cost model. */
  public ParameterGenerator(CostModel costs) {
    this.costs = costs;
  }

  /** With the prices of a profile. */
  public static ParameterGenerator of(MachineProfile profile) {
    return new ParameterGenerator(new CostModel(new LatencyTable(profile)));
  }

  /**
   * The cheapest parameters that achieve what is asked: the least latency, and of latencies that
   * are as good as equal, the fewest bytes.
   *
   * @throws NoFeasibleParametersException if there are none, naming what binds
   * @throws LatencyTable.UncoveredException if parameters exist but the profile prices none of them
   */
  public LayerChoice generate(LayerRequest request) {
    LayerChoice known = choices.get(request);
    if (known != null) {
      return known;
    }
    LayerChoice choice = search(request);
    if (choices.size() >= MOST_REMEMBERED) {
      choices.clear();
    }
    choices.put(request, choice);
    return choice;
  }

  /**
   * The choices for each of some error rates, in their order; rates that nothing fits are left out.
   *
   * @throws NoFeasibleParametersException if nothing fits any of them
   */
  public SequencedMap<ErrorRate, LayerChoice> tabulate(
      LayerRequest request, List<ErrorRate> rates) {
    SequencedMap<ErrorRate, LayerChoice> table = new LinkedHashMap<>();
    Optional<NoFeasibleParametersException> failure = Optional.empty();
    for (ErrorRate rate : rates) {
      try {
        table.put(rate, generate(request.withErrorRate(rate)));
      } catch (NoFeasibleParametersException e) {
        failure = Optional.of(e);
      }
    }
    if (table.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return table;
  }

  private LayerChoice search(LayerRequest request) {
    CandidateSearch search = new CandidateSearch(request, costs);
    for (Candidate candidate : search.candidates()) {
      Optional<LayerParameters> parameters = candidate.realise();
      if (parameters.isPresent()) {
        LayerChoice choice =
            choice(
                request,
                parameters.get(),
                candidate.work(),
                candidate.size().wireLimbs(),
                List.of());
        return choice.withReasons(Explanation.of(choice, candidate, search));
      }
    }
    if (search.uncovered().isPresent() && search.candidates().isEmpty()) {
      throw search.uncovered().get();
    }
    throw infeasible(request, search);
  }

  private NoFeasibleParametersException infeasible(LayerRequest request, CandidateSearch search) {
    String constraint =
        search.misfits().stream()
            .min(Comparator.comparingDouble(Misfit::excessBits))
            .filter(misfit -> Double.isFinite(misfit.excessBits()))
            .or(() -> search.misfits().reversed().stream().findFirst())
            .map(Misfit::constraint)
            .orElse("no primes fit the paper's rules 4 and 5");
    return new NoFeasibleParametersException(
        request.shape() + " in " + request.packing().token(),
        constraint,
        Relaxation.of(request, costs));
  }

  /**
   * What given parameters give for a request, whether they achieve it or not: the prediction of
   * others' parameters. Results are sent modulo as few primes as keep the error rate, or all of
   * them where it is missed anyway.
   *
   * @throws IllegalArgumentException if the packing cannot hold the layer at that degree, t does
   *     not suit the packing, or a special prime is needed and missing
   */
  public LayerChoice evaluate(LayerRequest request, LayerParameters parameters) {
    LayerWork work = LayerWork.of(request.shape(), request.packing(), parameters.polyDegree());
    if (work.counts().keySwitches() > 0 && parameters.specialPrime().isEmpty()) {
      throw new IllegalArgumentException(
          "%s rotates: its parameters need a special prime".formatted(request.packing().token()));
    }
    if (work.usesSlots()) {
      for (int i = 0; i < parameters.instances(); i++) {
        if (!parameters.instance(i).supportsBatching()) {
          throw new IllegalArgumentException(
              "slots need a prime t that is 1 modulo 2n = %d, got %d"
                  .formatted(2L * parameters.polyDegree(), parameters.plainModuli().get(i)));
        }
      }
    }
    int wire = parameters.limbs();
    for (int limbs = 1; limbs < parameters.limbs(); limbs++) {
      if (Prediction.of(request, parameters, work, limbs).coefficient().log2()
          <= CandidateSearch.coefficientRate(request.errorRate(), work).log2()) {
        wire = limbs;
        break;
      }
    }
    return choice(request, parameters, work, wire, List.of());
  }

  private LayerChoice choice(
      LayerRequest request,
      LayerParameters parameters,
      LayerWork work,
      int wireLimbs,
      List<Reason> reasons) {
    Prediction prediction = Prediction.of(request, parameters, work, wireLimbs);
    LayerCost cost =
        CandidateSearch.cost(
            request,
            work,
            Deployment.of(
                parameters,
                wireLimbs,
                request.encryption(),
                request.privacy(),
                prediction.dropped()),
            costs);
    ErrorGeometry geometry = CandidateSearch.geometry(work);
    return new LayerChoice(
        request,
        parameters,
        wireLimbs,
        prediction.std(),
        geometry.convert(prediction.coefficient(), request.errorRate().of()),
        prediction.coefficient(),
        securityBits(parameters),
        prediction.privacy(),
        cost,
        reasons);
  }

  /** Security of q·P by today's estimate, in bits. */
  public double securityBits(LayerParameters parameters) {
    Point point = new Point(parameters.polyDegree(), parameters.logQP());
    return securities.computeIfAbsent(
        point,
        p -> LatticeEstimator.estimate(LweParameters.of(p.polyDegree(), p.logQP())).securityBits());
  }

  /** The sum of the costs of some choices. */
  public static LayerCost total(List<LayerChoice> choices) {
    LayerCost total = LayerCost.ZERO;
    for (LayerChoice choice : choices) {
      total = total.plus(choice.cost());
    }
    return total;
  }
}
