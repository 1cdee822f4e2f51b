package org.autoprivacy.kernel.adaptive;

import java.util.function.Supplier;

/**
 * A kernel, and the one that takes its place when that is warm. Both give the same results, so that
 * it does not matter which of them a call meets. Thread-safe.
 */
final class Adaptive<K> {

  private final Supplier<K> then;
  private final WarmUp warmUp;
  private volatile K kernel;
  private volatile boolean settled;

  Adaptive(K first, Supplier<K> then, WarmUp warmUp) {
    this.then = then;
    this.warmUp = warmUp;
    kernel = first;
  }

  /** The kernel for the next call. */
  K now() {
    if (!settled && warmUp.isDone()) {
      settle();
    }
    return kernel;
  }

  private synchronized void settle() {
    if (!settled) {
      kernel = then.get();
      settled = true;
    }
  }
}
