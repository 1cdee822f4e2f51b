package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.network.QuantizedLayer;

/** A layer in coefficients: each output is one sum of products. */
final class CoefficientMap implements LayerMap {

  private record Product(int factor, Plaintext weights) {}

  private final HeContext context;
  private final WeightForm form;
  private final List<List<Product>> outputs;

  private CoefficientMap(HeContext context, WeightForm form, List<List<Product>> outputs) {
    this.context = context;
    this.form = form;
    this.outputs = outputs;
  }

  /** Encodes and transforms the weights. */
  static CoefficientMap prepare(
      HeContext context,
      CoefficientLayout layout,
      QuantizedLayer layer,
      WeightForm form,
      Parallel parallel) {
    List<List<Product>> outputs = new ArrayList<>();
    for (int i = 0; i < layout.outputs(); i++) {
      outputs.add(new ArrayList<>());
    }
    CoefficientMap map = new CoefficientMap(context, form, outputs);
    try {
      parallel.forEach(
          layout.outputs(),
          output -> {
            for (int factor : layout.factors(output)) {
              long[] polynomial = new long[context.parameters().polyDegree()];
              layout.weights(layer, output, factor, polynomial);
              form.encode(context, polynomial, false)
                  .ifPresent(weights -> outputs.get(output).add(new Product(factor, weights)));
            }
          });
    } catch (RuntimeException e) {
      map.close();
      throw e;
    }
    return map;
  }

  @Override
  public void arrived(Ciphertext input) {
    form.transform(context, input);
  }

  @Override
  public void apply(List<Ciphertext> inputs, Parallel parallel, Receiver receiver) {
    parallel.forEach(outputs.size(), i -> receiver.accept(i, sum(outputs.get(i), inputs)));
  }

  private Optional<Ciphertext> sum(List<Product> products, List<Ciphertext> inputs) {
    if (products.isEmpty()) {
      return Optional.empty();
    }
    Ciphertext sum =
        form.sumOfProducts(
            context,
            products.stream().map(product -> inputs.get(product.factor())).toList(),
            products.stream().map(Product::weights).toList());
    return Optional.of(form.back(context, sum));
  }

  @Override
  public void close() {
    outputs.forEach(products -> products.forEach(product -> product.weights().close()));
  }
}
