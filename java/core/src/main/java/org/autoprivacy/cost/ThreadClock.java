package org.autoprivacy.cost;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of this thread. Operations of an engine run in the thread that calls them, so
 * that it is their latency on a core of their own; and what others do to a shared machine enters it
 * far less than it enters wall time.
 */
public final class ThreadClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean COUNTS =
      THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

  private ThreadClock() {}

  /** Nanoseconds since some moment; wall time where processor time is not counted. */
  public static long nanos() {
    return COUNTS ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
