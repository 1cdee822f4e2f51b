package org.autoprivacy.cost;

import java.util.List;

/**
 * What each BFV operation costs on one machine and engine.
 *
 * @param machine where it was measured
 * @param engine the engine's name, as on the command line
 * @param library the engine's library, its version and where it came from, as {@code
 *     HeBackend.detail()} says
 * @param flags how the library was built, or empty
 * @param date when the last entry was measured, as an ISO-8601 instant
 * @param entries the measured latencies
 */
public record MachineProfile(
    Machine machine,
    String engine,
    String library,
    String flags,
    String date,
    List<ProfileEntry> entries) {

  public MachineProfile {
    entries = List.copyOf(entries);
  }

  /**
   * Holds if the profile is of this CPU model, engine and library.
   *
   * @throws IllegalArgumentException saying what differs and what to do
   */
  public void requireThisMachine(Machine here, String hereEngine, String hereLibrary) {
    requireSame("CPU", machine.cpuModel(), here.cpuModel());
    requireSame("engine", engine, hereEngine);
    requireSame("library", library, hereLibrary);
  }

  private static void requireSame(String what, String profiled, String here) {
    if (!profiled.equals(here)) {
      throw new IllegalArgumentException(
          "the profile is of another %s ('%s', here '%s'): run ./autoprivacy profile, or pass --foreign"
              .formatted(what, profiled, here));
    }
  }
}
