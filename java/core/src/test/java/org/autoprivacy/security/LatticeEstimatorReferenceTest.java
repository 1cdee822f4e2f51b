package org.autoprivacy.security;

import java.util.*;
import org.junit.jupiter.api.Test;

class LatticeEstimatorReferenceTest {
  @Test
  void dump() {
    Map<String, double[]> max = new TreeMap<>();
    for (ReferenceRows.Row row : ReferenceRows.all()) {
      double d = row.deviation(LatticeEstimator.estimate(row.parameters(), row.model()));
      double[] m = max.computeIfAbsent(row.model() + " " + row.attack() + " " + row.parameters().secret(), k -> new double[3]);
      m[0]++; m[1] = Math.max(m[1], d); m[2] = Math.min(m[2], d);
      if (Math.abs(d) > 0.004) System.out.println(d + " " + row.text());
    }
    max.forEach((k, v) -> System.out.println(k + " " + Arrays.toString(v)));
    for (int rep = 0; rep < 5; rep++) {
      for (int n = 1024; n <= 32768; n *= 2) {
        long t = System.nanoTime();
        for (int i = 0; i < 20; i++) LatticeEstimator.estimate(LweParameters.of(n, 26.3 * n / 1024 + i * 0.01));
        System.out.println(n + " " + (System.nanoTime() - t) / 20e6 + " ms");
      }
    }
  }
}
