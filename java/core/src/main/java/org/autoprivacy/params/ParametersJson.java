package org.autoprivacy.params;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.autoprivacy.json.JsonNumbers;

/** {@link LayerParameters} as the object that results hold under {@code parameters}. */
public final class ParametersJson {

  private ParametersJson() {}

  /**
   * The object.
   *
   * @param securityBits security of the parameters, which goes with them
   */
  public static ObjectNode toJson(LayerParameters parameters, double securityBits) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("polyDegree", parameters.polyDegree());
    node.set("dataPrimes", JsonNumbers.array(parameters.dataPrimes()));
    if (parameters.specialPrime().isPresent()) {
      node.set("specialPrime", JsonNumbers.node(parameters.specialPrime().getAsLong()));
    } else {
      node.putNull("specialPrime");
    }
    node.set("plainModuli", JsonNumbers.array(parameters.plainModuli()));
    node.put("logQ", parameters.logQ());
    node.put("logQP", parameters.logQP());
    node.put("securityBits", securityBits);
    return node;
  }
}
