package org.autoprivacy.params;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;
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

  /**
   * The parameters of an object that {@link #toJson} made; the security that goes with them is not
   * looked at.
   *
   * @throws IllegalArgumentException naming the key that is missing or wrong
   */
  public static LayerParameters fromJson(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("parameters are an object, got " + node.getNodeType());
    }
    JsonNode special = node.path("specialPrime");
    return new LayerParameters(
        Math.toIntExact(JsonNumbers.read(node.path("polyDegree"), "polyDegree")),
        JsonNumbers.readArray(node.path("dataPrimes"), "dataPrimes"),
        special.isNull() || special.isMissingNode()
            ? OptionalLong.empty()
            : OptionalLong.of(JsonNumbers.read(special, "specialPrime")),
        JsonNumbers.readArray(node.path("plainModuli"), "plainModuli"));
  }
}
