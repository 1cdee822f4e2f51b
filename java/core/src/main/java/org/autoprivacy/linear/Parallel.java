package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Independent pieces of work in so many threads, the caller's among them. The others wait for work
 * between calls: a layer has several steps of less than a millisecond, and making a thread takes a
 * tenth of one.
 *
 * @param threads positive
 */
public record Parallel(int threads) {

  /** In the caller's thread alone. */
  public static final Parallel NONE = new Parallel(1);

  private static final ExecutorService OTHERS =
      Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "autoprivacy-layer");
        thread.setDaemon(true);
        return thread;
      });

  public Parallel {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /**
   * Runs a piece for each of {@code [0, count)}; what one of them throws is thrown, when no other
   * runs any more.
   */
  public void forEach(int count, IntConsumer piece) {
    int workers = Math.min(threads, count);
    AtomicInteger next = new AtomicInteger();
    Runnable drain =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            piece.accept(i);
          }
        };
    if (workers <= 1) {
      drain.run();
      return;
    }
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < workers; i++) {
      others.add(OTHERS.submit(drain));
    }
    RuntimeException failure = null;
    try {
      drain.run();
    } catch (RuntimeException e) {
      failure = e;
      next.set(count);
    }
    for (Future<?> other : others) {
      RuntimeException theirs = failureOf(other);
      failure = failure == null ? theirs : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException failureOf(Future<?> other) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return null;
        } catch (InterruptedException e) {
          // The pieces use what the caller frees behind this: they have to end first.
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException("a thread failed: " + e.getCause(), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
