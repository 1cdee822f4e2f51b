package org.autoprivacy.linear;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for work, and stay awake for a millisecond behind it: a layer has six steps of
 * a few tenths of one, and waking a thread that sleeps takes a tenth. Daemons, as many as were ever
 * busy at once.
 */
final class Crew {

  private static final long AWAKE_NANOS = 1_000_000;
  private static final ConcurrentLinkedDeque<Member> IDLE = new ConcurrentLinkedDeque<>();

  private Crew() {}

  /** Runs work, which must not throw, in a thread that nobody uses. */
  static void run(Runnable work) {
    Member idle = IDLE.poll();
    (idle == null ? new Member() : idle).give(work);
  }

  /** Somebody who waits until something holds that another thread brings about. */
  static final class Waiting {
    private final Thread thread;
    private volatile boolean asleep;

    Waiting(Thread thread) {
      this.thread = thread;
    }

    /** To be called by the thread itself; an interrupt is kept for later. */
    void until(Condition condition) {
      long end = System.nanoTime() + AWAKE_NANOS;
      while (System.nanoTime() < end) {
        if (condition.holds()) {
          return;
        }
        Thread.onSpinWait();
      }
      boolean interrupted = false;
      asleep = true;
      while (!condition.holds()) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      asleep = false;
      if (interrupted) {
        thread.interrupt();
      }
    }

    /** To be called by whoever made it hold, behind that. */
    void wake() {
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }
  }

  /** What somebody waits for. */
  @FunctionalInterface
  interface Condition {
    boolean holds();
  }

  private static final class Member implements Runnable {
    private final Waiting waiting;
    private volatile @Nullable Runnable work;

    Member() {
      Thread thread = new Thread(this, "autoprivacy-layer");
      waiting = new Waiting(thread);
      thread.setDaemon(true);
      thread.start();
    }

    void give(Runnable next) {
      work = next;
      waiting.wake();
    }

    @Override
    public void run() {
      while (true) {
        waiting.until(() -> work != null);
        Runnable next = work;
        work = null;
        if (next != null) {
          next.run();
        }
        IDLE.push(this);
      }
    }
  }
}
