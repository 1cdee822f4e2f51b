package org.autoprivacy.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class GroupTimerTest {

  private static final double SETTLED = 10;
  private static final double COLD = 100;

  /** As caches are: a batch behind another operation takes longer than one behind its own. */
  @Test
  void whatAnotherOperationLeftIsNotTimed() {
    AtomicReference<Operation> last = new AtomicReference<>(Operation.SECRET_KEY);
    List<GroupWorkload.Task> tasks = new ArrayList<>();
    for (Operation operation : List.of(Operation.ADD, Operation.DECRYPT, Operation.SUM_FAR)) {
      tasks.add(
          new GroupWorkload.Task(
              operation, runs -> last.getAndSet(operation) == operation ? SETTLED : COLD));
    }
    ProfileGroup group = new ProfileGroup(2048, 1, 50, false);
    List<ProfileEntry> entries = new GroupTimer(0, 7, 0).time(tasks, group);
    assertEquals(tasks.size(), entries.size());
    for (ProfileEntry entry : entries) {
      assertEquals(SETTLED, entry.medianNanos());
      assertEquals(0, entry.spread());
      assertEquals(7, entry.samples());
    }
  }
}
