package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Independent pieces of work in so many threads, the caller's among them.
 *
 * @param threads positive
 */
public record Parallel(int threads) {

  /** In the caller's thread alone. */
  public static final Parallel NONE = new Parallel(1);

  public Parallel {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /** Runs a piece for each of {@code [0, count)}; what one of them throws is thrown. */
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
    try (ExecutorService pool = Executors.newFixedThreadPool(workers - 1)) {
      List<Future<?>> others = new ArrayList<>();
      for (int i = 1; i < workers; i++) {
        others.add(pool.submit(drain));
      }
      try {
        drain.run();
      } finally {
        next.set(count);
      }
      for (Future<?> other : others) {
        other.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while threads were at work", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a thread failed: " + e.getCause(), e);
    }
  }
}
