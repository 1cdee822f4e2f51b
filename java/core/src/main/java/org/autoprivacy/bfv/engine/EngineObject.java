package org.autoprivacy.bfv.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An object of one context. Closing is idempotent; what another thread is using is dropped when
 * that use ends.
 */
abstract class EngineObject implements AutoCloseable {

  private static final int CLOSED = 1 << 31;

  private final String kind;
  private final ContextObjects owner;
  // Uses in progress, and CLOSED once nobody may begin another.
  private final AtomicInteger state = new AtomicInteger();

  EngineObject(String kind, ContextObjects owner) {
    this.kind = kind;
    this.owner = owner;
  }

  final ContextObjects owner() {
    return owner;
  }

  /**
   * Throws after close.
   *
   * @throws IllegalStateException after close
   */
  final void requireOpen() {
    if (state.get() < 0) {
      throw closed();
    }
  }

  /**
   * Begins a use during which nothing is wiped; {@link #release} ends it.
   *
   * @throws IllegalStateException after close
   */
  final void acquire() {
    if (state.getAndUpdate(now -> now < 0 ? now : now + 1) < 0) {
      throw closed();
    }
  }

  final void release() {
    if (state.decrementAndGet() == CLOSED) {
      drop();
    }
  }

  @Override
  public final void close() {
    if (state.getAndUpdate(now -> now | CLOSED) == 0) {
      drop();
    }
  }

  /** Wipes what is secret; called once, when nothing uses it. */
  void drop() {}

  private IllegalStateException closed() {
    return new IllegalStateException("the " + kind + " is closed");
  }
}
