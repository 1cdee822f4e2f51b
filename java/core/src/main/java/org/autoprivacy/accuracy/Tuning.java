package org.autoprivacy.accuracy;

import java.util.Set;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;

/** Trains a network on for an epoch while errors are added to its accumulators. */
@FunctionalInterface
public interface Tuning {

  /**
   * The network after the epoch; the same arguments always give the same one.
   *
   * @param classes labels of the training images that are used
   * @param errors is told training images as samples from 0 on, each once
   */
  Network tune(Network network, Set<Integer> classes, OutputErrors errors);
}
