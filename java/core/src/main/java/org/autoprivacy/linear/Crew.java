package org.autoprivacy.linear;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait for work, and stay awake for a millisecond behind it: a layer has a few steps
 * of some tenths of one, and waking a thread that sleeps takes a tenth. Daemons; with a caller no
 * more than there are processors, since one that waits awake would take one from those that work.
 */
final class Crew {

  private static final long AWAKE_NANOS = 1_000_000;
  private static final int MOST = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  private static final Queue<Runnable> WORK = new ConcurrentLinkedQueue<>();
  private static final List<Waiting> MEMBERS = new CopyOnWriteArrayList<>();

  private Crew() {}

  /**
   * Lets so many threads run the same work, which must not throw, beside the caller: as soon as
   * they have nothing else to do, which may be when nothing of it is left.
   */
  static void run(Runnable work, int threads) {
    for (int i = 0; i < threads; i++) {
      WORK.add(work);
    }
    int wanted = Math.min(threads, MOST);
    if (MEMBERS.size() < wanted) {
      grow(wanted);
    }
    MEMBERS.forEach(Waiting::wake);
  }

  private static synchronized void grow(int wanted) {
    while (MEMBERS.size() < wanted) {
      Thread thread = new Thread(Crew::work, "autoprivacy-layer");
      thread.setDaemon(true);
      MEMBERS.add(new Waiting(thread));
      thread.start();
    }
  }

  private static void work() {
    Waiting self =
        MEMBERS.stream()
            .filter(member -> member.thread == Thread.currentThread())
            .findAny()
            .orElseThrow();
    while (true) {
      self.until(() -> !WORK.isEmpty());
      Runnable next = WORK.poll();
      if (next != null) {
        next.run();
      }
    }
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
}
