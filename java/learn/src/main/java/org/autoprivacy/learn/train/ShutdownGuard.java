package org.autoprivacy.learn.train;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a JVM that was told to stop from tearing libtorch down under a running step: the shutdown
 * waits until the training thread has left it.
 */
final class ShutdownGuard implements AutoCloseable {

  private static final long MOST_SECONDS = 60;

  private final CountDownLatch left = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "training-stops");
  private volatile boolean stopping;

  ShutdownGuard() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopAndWait() {
    stopping = true;
    try {
      if (!left.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * To be called between steps.
   *
   * @throws CancellationException if the JVM is shutting down
   */
  void check() {
    if (stopping) {
      throw new CancellationException("training was stopped; --resume goes on from its checkpoint");
    }
  }

  @Override
  public void close() {
    left.countDown();
    if (!stopping) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The shutdown has begun since; the hook has nothing to wait for any more.
        stopping = true;
      }
    }
  }
}
