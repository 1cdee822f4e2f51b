package org.autoprivacy.seal;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One native object with one owner. Closing is idempotent; an object that another thread is using
 * is destroyed when that use ends.
 */
abstract class SealObject implements AutoCloseable {

  /** With {@code -Dautoprivacy.debug=freetrace} a use after close shows both traces. */
  private static final boolean TRACE = "freetrace".equals(System.getProperty("autoprivacy.debug"));

  private static final int CLOSED = 1 << 31;

  private final String kind;
  private final SealObjects owner;
  private final long handle;
  // Uses in progress, and CLOSED once nobody may begin another.
  private final AtomicInteger state = new AtomicInteger();
  private final @Nullable Throwable created;
  private volatile @Nullable Throwable closed;

  SealObject(String kind, SealObjects owner, long handle) {
    this.kind = kind;
    this.owner = owner;
    this.handle = handle;
    this.created = TRACE ? new Throwable("created here") : null;
  }

  /** The context that this object was made in. */
  final SealObjects owner() {
    return owner;
  }

  /** The native handle, to be used between {@link #acquire} and {@link #release} alone. */
  final long handle() {
    return handle;
  }

  /**
   * Begins a use.
   *
   * @throws IllegalStateException after close
   */
  final void acquire() {
    if (!acquired(state)) {
      IllegalStateException e = new IllegalStateException("the " + kind + " is closed");
      if (created != null) {
        e.addSuppressed(created);
      }
      Throwable at = closed;
      if (at != null) {
        e.addSuppressed(at);
      }
      throw e;
    }
  }

  /** Ends a use. */
  final void release() {
    if (state.decrementAndGet() == CLOSED) {
      owner.destroy(handle);
    }
  }

  @Override
  public final void close() {
    if (TRACE && closed == null) {
      closed = new Throwable("closed here");
    }
    if (closedFirst(state)) {
      owner.destroy(handle);
    }
  }

  /** Counts a use, unless closed. */
  static boolean acquired(AtomicInteger state) {
    while (true) {
      int now = state.get();
      if (now < 0) {
        return false;
      }
      if (state.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** Closes; whether that was the first close and nobody is using it. */
  static boolean closedFirst(AtomicInteger state) {
    while (true) {
      int now = state.get();
      if (now < 0) {
        return false;
      }
      if (state.compareAndSet(now, now | CLOSED)) {
        return now == 0;
      }
    }
  }

  static boolean isLastRelease(AtomicInteger state) {
    return state.decrementAndGet() == CLOSED;
  }
}
