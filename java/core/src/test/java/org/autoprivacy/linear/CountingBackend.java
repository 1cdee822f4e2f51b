package org.autoprivacy.linear;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;

/** An engine that counts what is asked of it. */
final class CountingBackend implements HeBackend {

  private final HeBackend engine;
  private final Map<String, Long> calls = new ConcurrentHashMap<>();

  CountingBackend(HeBackend engine) {
    this.engine = engine;
  }

  /** Calls of an operation so far; sums of products count as products and additions. */
  long calls(String operation) {
    return calls.getOrDefault(operation, 0L);
  }

  private void count(String operation, long times) {
    calls.merge(operation, times, Long::sum);
  }

  @Override
  public HeContext newContext(BfvParameters parameters) {
    HeContext context = engine.newContext(parameters);
    return (HeContext)
        Proxy.newProxyInstance(
            HeContext.class.getClassLoader(),
            new Class<?>[] {HeContext.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "sumOfPlainProducts" -> {
                  int terms = ((List<?>) arguments[0]).size();
                  count("multiplyPlain", terms);
                  count("addInPlace", terms - 1L);
                }
                case "applyGaloisHoisted" ->
                    count(
                        "applyGalois",
                        Arrays.stream((int[]) arguments[1])
                            .filter(element -> element != 1)
                            .count());
                default -> count(method.getName(), 1);
              }
              try {
                return method.invoke(context, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public boolean isAvailable() {
    return engine.isAvailable();
  }

  @Override
  public String library() {
    return engine.library();
  }

  @Override
  public String build() {
    return engine.build();
  }

  @Override
  public String detail() {
    return engine.detail();
  }
}
