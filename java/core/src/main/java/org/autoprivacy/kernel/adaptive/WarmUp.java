package org.autoprivacy.kernel.adaptive;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Work that is repeated in the background until the JIT compiler has compiled its vectors, which is
 * when it allocates nothing: in the interpreter every vector is an object. It begins when somebody
 * first asks whether it is done, and goes on with ever longer pauses where no compiler does it.
 * Thread-safe.
 */
final class WarmUp {

  private static final int CALLS = 16;
  private static final int CLEAN_BATCHES = 3;

  /** Of one call without vectors on the heap; 512 values in vectors of any size are far more. */
  private static final long LEAST_BYTES = 512;

  /** After so long in one of them, the others have their turn. */
  private static final long TURN_NANOS = 5_000_000;

  /** While it has worked for less, it pauses only for others; then for a tenth of what it has. */
  private static final long EAGER_NANOS = 1_000_000_000;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final Supplier<Runnable> workload;
  private volatile boolean done;

  /** A warm-up that makes its work when it begins, in the background. */
  WarmUp(Supplier<Runnable> workload) {
    this.workload = workload;
  }

  /** Whether vectors are fast now; the first call begins the warm-up. */
  boolean isDone() {
    if (!done && asked.compareAndSet(false, true)) {
      Background.THREAD.execute(this::begin);
    }
    return done;
  }

  /** Whether it has begun and goes on. */
  boolean isUnderWay() {
    return asked.get() && !done;
  }

  private void begin() {
    try {
      turn(workload.get(), 0);
    } catch (RuntimeException | Error e) {
      done = true; // Whoever calls the vectors meets the same.
    }
  }

  /** One turn, and the next one when the other warm-ups have had theirs. */
  private void turn(Runnable work, long worked) {
    long begin = System.nanoTime();
    int clean = 0;
    while (clean < CLEAN_BATCHES && System.nanoTime() - begin < TURN_NANOS) {
      long before = Background.ALLOCATIONS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        work.run();
      }
      long bytes = Background.ALLOCATIONS.getCurrentThreadAllocatedBytes() - before;
      clean = bytes < CALLS * LEAST_BYTES ? clean + 1 : 0;
    }
    if (clean == CLEAN_BATCHES) {
      done = true;
      return;
    }
    long total = worked + System.nanoTime() - begin;
    long pause = total < EAGER_NANOS ? 0 : total / 10;
    var _ = Background.THREAD.schedule(() -> turn(work, total), pause, TimeUnit.NANOSECONDS);
  }

  /** One thread for all of them, which ends when there is nothing to do. */
  private static final class Background {
    static final ThreadMXBean ALLOCATIONS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    static final ScheduledThreadPoolExecutor THREAD = newThread();

    private static ScheduledThreadPoolExecutor newThread() {
      ScheduledThreadPoolExecutor executor =
          new ScheduledThreadPoolExecutor(
              1,
              work -> {
                Thread thread = new Thread(work, "autoprivacy kernel warm-up");
                thread.setDaemon(true);
                return thread;
              });
      executor.setKeepAliveTime(1, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      return executor;
    }
  }
}
