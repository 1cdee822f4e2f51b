package org.autoprivacy.generator;

/** No parameters achieve what was asked for. */
public final class NoFeasibleParametersException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String constraint;
  private final String relaxation;

  /**
   * Names the binding constraint and what would have to give.
   *
   * @param constraint which constraint binds, with its numbers
   * @param relaxation the nearest change of the request that would do
   */
  public NoFeasibleParametersException(String request, String constraint, String relaxation) {
    super("no parameters fit %s: %s; %s".formatted(request, constraint, relaxation));
    this.constraint = constraint;
    this.relaxation = relaxation;
  }

  /** The constraint that binds. */
  public String constraint() {
    return constraint;
  }

  /** The nearest change of the request that would do. */
  public String relaxation() {
    return relaxation;
  }
}
