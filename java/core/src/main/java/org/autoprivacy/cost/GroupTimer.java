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

  private static final double BATCH_NANOS = 1e6;
  private static final int LARGEST_BATCH = 1000;
  private static final int WARM_UP_ROUNDS = 2;
  private static final int MOST_ROUNDS = 200;

  List<ProfileEntry> time(HeBackend backend, ProfileGroup group) {
    long end = System.nanoTime() + budgetNanos;
    try (GroupWorkload workload = new GroupWorkload(backend, group)) {
      List<GroupWorkload.Task> tasks = workload.tasks();
      int[] runs = warmUp(tasks, end);
      List<Samples> samples = new ArrayList<>();
      tasks.forEach(task -> samples.add(new Samples()));
      for (int round = 0; round < MOST_ROUNDS && !isDone(samples, round, end); round++) {
        for (int i = 0; i < runs.length; i++) {
          samples.get(i).add(tasks.get(i).timed().nanos(runs[i]));
        }
      }
      List<ProfileEntry> entries = new ArrayList<>();
      for (int i = 0; i < runs.length; i++) {
        entries.add(entry(group, tasks.get(i).operation(), samples.get(i)));
      }
      return entries;
    }
  }

  private boolean isDone(List<Samples> samples, int rounds, long end) {
    return rounds >= leastRounds
        && (System.nanoTime() >= end
            || samples.stream().allMatch(sample -> sample.medianError() <= precision));
  }

  /** Runs all tasks a few times, and finds how many runs make a batch of about a millisecond. */
  private static int[] warmUp(List<GroupWorkload.Task> tasks, long end) {
    int[] runs = new int[tasks.size()];
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (int i = 0; i < runs.length; i++) {
        double nanos = tasks.get(i).timed().nanos(Math.max(1, runs[i]));
        if (round == 0 || System.nanoTime() < end) {
          runs[i] = (int) Math.clamp(BATCH_NANOS / Math.max(1, nanos), 1, LARGEST_BATCH);
        }
      }
    }
    return runs;
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
