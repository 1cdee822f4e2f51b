package org.autoprivacy.study;

import java.util.List;
import java.util.function.Consumer;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.MachineProfile;

/**
 * What studies work with.
 *
 * @param profile prices parameters
 * @param engines available engines, for what is measured
 * @param progress told what is being done
 */
public record StudyInputs(
    MachineProfile profile, List<HeBackend> engines, Consumer<String> progress) {

  /** Keeps a copy of the list. */
  public StudyInputs {
    engines = List.copyOf(engines);
  }
}
