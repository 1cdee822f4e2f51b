package org.autoprivacy.linear;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

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

  /**
   * Runs a piece for each of {@code [0, count)}; what one of them throws is thrown, when no other
   * runs any more.
   */
  public void forEach(int count, IntConsumer piece) {
    int workers = Math.min(threads, count);
    if (workers <= 1) {
      for (int i = 0; i < count; i++) {
        piece.accept(i);
      }
      return;
    }
    Job job = new Job(count, piece);
    Crew.run(job, workers - 1);
    job.run();
    job.await();
  }

  /**
   * Pieces that several threads take one by one. The caller waits for those that were begun, not
   * for threads: one that the system wakes late finds nothing left, and holds nobody up.
   */
  private static final class Job implements Runnable {
    private final int count;
    private final IntConsumer piece;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Crew.Waiting caller = new Crew.Waiting(Thread.currentThread());

    Job(int count, IntConsumer piece) {
      this.count = count;
      this.piece = piece;
    }

    @Override
    public void run() {
      // Counted before it takes a piece: who sees all taken sees everybody who has one.
      working.incrementAndGet();
      try {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
          piece.accept(i);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        next.set(count);
      }
      if (working.decrementAndGet() == 0) {
        caller.wake();
      }
    }

    void await() {
      caller.until(() -> next.get() >= count && working.get() == 0);
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }
}
