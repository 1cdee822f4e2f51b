package org.autoprivacy.bfv.engine;

import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.kernel.Kernels;

/** Our own engine: BFV in Java on the kernels that this process chose. Always available. */
public final class JavaBackend implements HeBackend {

  private static final JavaBackend INSTANCE = new JavaBackend();
  // Raised with every change that makes latencies measured before it wrong: profiles carry it.
  private static final int SPEED = 1;

  private JavaBackend() {}

  /** The engine. */
  public static HeBackend instance() {
    return INSTANCE;
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public String library() {
    return "AutoPrivacy engine " + SPEED;
  }

  @Override
  public String build() {
    return "%s kernels, Java %s".formatted(Kernels.chosen().option(), Runtime.version().feature());
  }

  @Override
  public String detail() {
    return "%s, %s (%s)".formatted(library(), build(), Kernels.reason());
  }

  @Override
  public HeContext newContext(BfvParameters parameters) {
    return new JavaContext(parameters);
  }
}
