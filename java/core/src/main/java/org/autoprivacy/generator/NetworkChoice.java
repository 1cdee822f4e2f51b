package org.autoprivacy.generator;

import java.util.List;
import org.autoprivacy.cost.LayerCost;

/**
 * What a policy chooses for a whole network.
 *
 * @param policy its name
 * @param variant as it was published, or made to do what the network needs
 * @param layers the choice for each layer, in order
 * @param notes where the policy bends, one sentence each
 */
public record NetworkChoice(
    String policy, Variant variant, List<LayerChoice> layers, List<String> notes) {

  /** How a policy of others is read. */
  public enum Variant {
    /** The numbers of the paper's Table 1. */
    PUBLISHED,
    /** The policy's own rules, applied to what the network needs. */
    HONEST
  }

  public NetworkChoice {
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }

  /** The cost of all layers. */
  public LayerCost total() {
    return ParameterGenerator.total(layers);
  }
}
