package org.autoprivacy.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.seal.SealBackend;
import org.autoprivacy.security.LatticeEstimator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfilerTest {

  private static final HeBackend SEAL = SealBackend.ffm();
  private static final List<ProfileGroup> SMALL =
      List.of(new ProfileGroup(2048, 2, 27, false), new ProfileGroup(2048, 1, 27, true));

  @TempDir Path folder;

  @Test
  void plansAreSecureAndWhole() {
    for (ProfileGroup group : ProfileGroup.full(List.of())) {
      assertTrue(
          group.parameters().logQP() <= LatticeEstimator.maxLogQ(group.polyDegree(), 128),
          group.toString());
      assertTrue(group.parameters().supportsBatching(), group.toString());
    }
    assertTrue(ProfileGroup.full(List.of()).containsAll(ProfileGroup.quick(List.of())));
    Set<Integer> degrees = new java.util.TreeSet<>();
    ProfileGroup.full(List.of()).forEach(group -> degrees.add(group.polyDegree()));
    assertEquals(Set.of(1024, 2048, 4096, 8192, 16384, 32768), degrees);
    List<ProfileGroup> byWidth = ProfileGroup.quick(List.of(48, 50));
    assertTrue(byWidth.containsAll(ProfileGroup.quick(List.of())));
    for (int bits : new int[] {48, 50, 60}) {
      assertTrue(byWidth.contains(new ProfileGroup(8192, 2, bits, true)), bits + " bits");
      assertFalse(byWidth.contains(new ProfileGroup(1024, 1, bits, false)), bits + " bits");
    }
    for (int limbs = 1; limbs <= 4; limbs++) {
      int wanted = limbs;
      assertEquals(
          2,
          ProfileGroup.quick(List.of()).stream()
              .filter(group -> group.polyDegree() == 8192 && group.limbs() == wanted)
              .count());
    }
  }

  @Test
  void measuresEveryOperationAndGoesOnWhereItWas() throws IOException {
    Assumptions.assumeTrue(SEAL.isAvailable(), SEAL.detail());
    Path file = folder.resolve("profile.json");
    List<Double> fractions = new ArrayList<>();
    Profiler first = new Profiler(SEAL, Profiler.Mode.QUICK, SMALL.subList(0, 1));
    MachineProfile half = first.run(file, (fraction, left, what) -> fractions.add(fraction));
    assertEquals(List.of(0.0, 0.0, 1.0), fractions);
    assertEquals(half, ProfileJson.read(file));

    Profiler both = new Profiler(SEAL, Profiler.Mode.QUICK, SMALL);
    MachineProfile whole = both.run(file, (fraction, left, what) -> {});
    assertEquals(half.entries(), whole.entries().subList(0, half.entries().size()));
    EnumSet<Operation> measured = EnumSet.noneOf(Operation.class);
    for (ProfileEntry entry : whole.entries()) {
      measured.add(entry.operation());
      assertTrue(entry.samples() >= 3);
    }
    assertEquals(EnumSet.allOf(Operation.class), measured);

    List<String> named = new ArrayList<>();
    MachineProfile again = both.run(file, (fraction, left, what) -> named.add(what));
    assertEquals(List.of("done"), named);
    assertEquals(whole.entries(), again.entries());
  }

  @Test
  void refusesToGoOnWithAnotherMachinesProfile() throws IOException {
    Assumptions.assumeTrue(SEAL.isAvailable(), SEAL.detail());
    Machine here = Machine.current();
    Machine other = new Machine("another CPU", here.cores(), here.os(), here.java());
    Path file = folder.resolve("profile.json");
    ProfileJson.write(
        file, new MachineProfile(other, SEAL.name(), Profiler.library(SEAL), "", "", List.of()));
    byte[] before = Files.readAllBytes(file);
    Profiler profiler = new Profiler(SEAL, Profiler.Mode.QUICK, SMALL);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> profiler.run(file, (fraction, left, what) -> {}));
    assertTrue(String.valueOf(e.getMessage()).contains("another CPU"), e.getMessage());
    assertEquals(List.of(), ProfileJson.read(file).entries());
    assertEquals(before.length, Files.size(file));
  }

  @Test
  void medianErrorNeedsEnoughSamples() {
    Samples samples = new Samples();
    for (int i = 0; i < 5; i++) {
      samples.add(100);
    }
    assertTrue(Double.isInfinite(samples.medianError()));
    for (int i = 0; i < 40; i++) {
      samples.add(100 + i % 5);
    }
    assertEquals(45, samples.count());
    assertEquals(102, samples.median(), 1);
    assertTrue(samples.medianError() < 0.02);
    assertFalse(samples.spread() > 0.03);
  }
}
