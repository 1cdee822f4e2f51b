package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.linear.KeyNeeds;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;

/** What making and moving keys consists of. */
final class KeyTerms {

  private KeyTerms() {}

  static KeyCost of(LatencyTable latencies, LayerParameters parameters, KeyNeeds needs) {
    int n = parameters.polyDegree();
    boolean special = parameters.specialPrime().isPresent();
    List<Integer> widths = Deployment.widths(parameters.dataPrimes());
    List<Integer> keyed = new ArrayList<>(widths);
    parameters.specialPrime().ifPresent(p -> keyed.addAll(Deployment.widths(List.of(p))));
    long elements = needs.galoisElements().size();
    long pairs = elements * parameters.limbs() + (needs.publicKey() ? 1 : 0);
    double client = latencies.latency(Operation.SECRET_KEY, n, widths, special);
    double server = 0;
    if (needs.publicKey() || needs.encryption() == Encryption.PUBLIC) {
      client += latencies.latency(Operation.PUBLIC_KEY, n, widths, special);
    }
    for (int bits : keyed) {
      List<Integer> limb = List.of(bits);
      client += 2 * pairs * latencies.latency(Operation.PACK, n, limb, false);
      server += 2 * pairs * latencies.latency(Operation.UNPACK, n, limb, false);
    }
    if (elements > 0) {
      client += elements * latencies.latency(Operation.GALOIS_KEY, n, widths, true);
      client += elements * latencies.latency(Operation.GALOIS_EXPORT, n, widths, true);
      server +=
          parameters.instances()
              * elements
              * latencies.latency(Operation.GALOIS_IMPORT, n, widths, true);
    }
    return new KeyCost(client, server, needs.bytes(parameters));
  }
}
