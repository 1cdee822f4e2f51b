package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.autoprivacy.bfv.HeBackend;

/**
 * The operations of some settings of one engine, warm and ready to be timed again and again: each
 * {@link #round} is a profile of this very moment, to be held against a layer that runs right
 * behind it. Not thread-safe.
 */
public final class Calibration implements AutoCloseable {

  // What no layer consists of: set-up, and products that we never use.
  private static final Set<Operation> LEFT_OUT =
      EnumSet.of(
          Operation.MULTIPLY_RELINEARIZE,
          Operation.MULTIPLY_PLAIN_COEFF,
          Operation.MULTIPLY_PLAIN_NTT,
          Operation.PLAIN_TO_NTT,
          Operation.ENCRYPT_SYMMETRIC);

  private record Timed(ProfileGroup group, GroupWorkload.Task task, int runs) {}

  private final HeBackend engine;
  private final List<GroupWorkload> open = new ArrayList<>();
  private final List<Timed> timed = new ArrayList<>();

  /**
   * Prepares and warms up.
   *
   * @throws org.autoprivacy.bfv.EngineUnavailableException if the engine is missing
   */
  public Calibration(HeBackend engine, Collection<ProfileGroup> groups) {
    this.engine = engine;
    try {
      for (ProfileGroup group : groups) {
        GroupWorkload workload = new GroupWorkload(engine, group);
        open.add(workload);
        List<GroupWorkload.Task> tasks =
            workload.tasks().stream().filter(t -> !LEFT_OUT.contains(t.operation())).toList();
        int[] runs = GroupTimer.warmUp(tasks);
        for (int i = 0; i < runs.length; i++) {
          timed.add(new Timed(group, tasks.get(i), runs[i]));
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Runs every operation for its share of so long, and sizes batches anew. */
  public void warmUp(long nanos) {
    for (int i = 0; i < timed.size(); i++) {
      Timed one = timed.get(i);
      long end = System.nanoTime() + nanos / timed.size();
      double last;
      do {
        last = one.task().timed().nanos(one.runs());
      } while (System.nanoTime() < end);
      timed.set(i, new Timed(one.group(), one.task(), GroupTimer.batch(last)));
    }
  }

  /** Latencies as they are now: one batch of each operation. */
  public MachineProfile round() {
    List<ProfileEntry> entries = new ArrayList<>();
    for (Timed one : timed) {
      ProfileGroup group = one.group();
      entries.add(
          new ProfileEntry(
              one.task().operation(),
              group.polyDegree(),
              group.limbs(),
              group.primeBits(),
              group.specialPrime(),
              Math.max(1, one.task().settledNanos(one.runs())),
              one.runs(),
              0));
    }
    return new MachineProfile(
        Machine.current(), engine.name(), engine.library(), engine.build(), "now", entries);
  }

  @Override
  public void close() {
    open.reversed().forEach(GroupWorkload::close);
    open.clear();
  }
}
