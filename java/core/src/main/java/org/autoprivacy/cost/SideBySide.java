package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.autoprivacy.bfv.HeBackend;

/**
 * Times operations of several engines at one setting in common rounds, so that what disturbs the
 * machine disturbs all engines alike.
 */
public final class SideBySide {

  private static final int LEAST_ROUNDS = 7;
  private static final double PRECISION = 0.01;

  private SideBySide() {}

  /**
   * The entries of each engine, by its name, in the order of the engines.
   *
   * @param operations which operations
   * @param budgetNanos after this time no further round begins
   * @throws org.autoprivacy.bfv.EngineUnavailableException if an engine is missing
   */
  public static Map<String, List<ProfileEntry>> time(
      List<HeBackend> engines, ProfileGroup group, Set<Operation> operations, long budgetNanos) {
    List<GroupWorkload> open = new ArrayList<>();
    try {
      List<GroupWorkload.Task> tasks = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (HeBackend engine : engines) {
        GroupWorkload workload = new GroupWorkload(engine, group);
        open.add(workload);
        for (GroupWorkload.Task task : workload.tasks()) {
          if (operations.contains(task.operation())) {
            tasks.add(task);
            names.add(engine.name());
          }
        }
      }
      List<ProfileEntry> entries =
          new GroupTimer(budgetNanos, LEAST_ROUNDS, PRECISION).time(tasks, group);
      Map<String, List<ProfileEntry>> byEngine = new LinkedHashMap<>();
      for (int i = 0; i < entries.size(); i++) {
        byEngine.computeIfAbsent(names.get(i), _ -> new ArrayList<>()).add(entries.get(i));
      }
      return byEngine;
    } finally {
      open.forEach(GroupWorkload::close);
    }
  }
}
