package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.bfv.HeBackend;

/**
 * Times the operations of one setting in rounds: each round takes a batch of every operation, so
 * that what disturbs the machine for a while disturbs all of them alike, and the medians over the
 * rounds forget it.
 *
 * @param budgetNanos after this time no further round begins
 * @param leastRounds but so many are made in any case
 * @param precision the relative error of all medians at which rounds end early
 */
record GroupTimer(long budgetNanos, int leastRounds, double precision) {

  // Well below a time slice, so that most batches run undisturbed on a shared machine.
  private static final double BATCH_NANOS = 3e5;
  private static final int LARGEST_BATCH = 1000;
  // Of each operation: compiles it, and touches the memory that it will use.
  private static final double WARM_UP_NANOS = 15e6;
  private static final int MOST_ROUNDS = 400;

  List<ProfileEntry> time(HeBackend backend, ProfileGroup group) {
    long end = System.nanoTime() + budgetNanos;
    try (GroupWorkload workload = new GroupWorkload(backend, group)) {
      return time(workload.tasks(), group, end);
    }
  }

  /** Times tasks of one setting, of one engine or several. */
  List<ProfileEntry> time(List<GroupWorkload.Task> tasks, ProfileGroup group) {
    return time(tasks, group, System.nanoTime() + budgetNanos);
  }

  private List<ProfileEntry> time(List<GroupWorkload.Task> tasks, ProfileGroup group, long end) {
    int[] runs = warmUp(tasks);
    List<Samples> samples = new ArrayList<>();
    tasks.forEach(task -> samples.add(new Samples()));
    for (int round = 0; round < MOST_ROUNDS && !isDone(samples, round, end); round++) {
      for (int i = 0; i < runs.length; i++) {
        samples.get(i).add(tasks.get(i).settledNanos(runs[i]));
      }
    }
    List<ProfileEntry> entries = new ArrayList<>();
    for (int i = 0; i < runs.length; i++) {
      entries.add(entry(group, tasks.get(i).operation(), samples.get(i)));
    }
    return entries;
  }

  private boolean isDone(List<Samples> samples, int rounds, long end) {
    return rounds >= leastRounds
        && (System.nanoTime() >= end
            || samples.stream().allMatch(sample -> sample.medianError() <= precision));
  }

  /** Runs all tasks for a while, and finds how many runs make a batch. */
  static int[] warmUp(List<GroupWorkload.Task> tasks) {
    int[] runs = new int[tasks.size()];
    for (int i = 0; i < runs.length; i++) {
      GroupWorkload.Timed timed = tasks.get(i).timed();
      double cold = Math.max(1, timed.nanos(1));
      double warm = Math.max(1, timed.nanos(runsWithin(WARM_UP_NANOS, cold)));
      runs[i] = batch(warm);
    }
    return runs;
  }

  /** How many runs of so long make a batch. */
  static int batch(double nanos) {
    return runsWithin(BATCH_NANOS, Math.max(1, nanos));
  }

  private static int runsWithin(double budget, double nanos) {
    return (int) Math.clamp(budget / nanos, 1, LARGEST_BATCH);
  }

  private static ProfileEntry entry(ProfileGroup group, Operation operation, Samples samples) {
    return new ProfileEntry(
        operation,
        group.polyDegree(),
        group.limbs(),
        group.primeBits(),
        group.specialPrime(),
        samples.median(),
        samples.count(),
        samples.spread());
  }
}
