package org.autoprivacy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds docs/architecture.md: rooms of the core may import those below them, never one above. */
class ArchitectureTest {

  private static final String ROOT = "org.autoprivacy";

  /** The rooms from top to bottom. */
  private static final List<String> ROOMS =
      List.of(
          "accuracy",
          "search",
          "study",
          "generator",
          "cost",
          "linear",
          "params",
          "validation",
          "noise",
          "security",
          "network",
          "data",
          "seal",
          "bfv",
          "ring",
          "kernel",
          "math",
          "json",
          "chart");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void arrowsPointDown() {
    for (int i = 0; i < ROOMS.size(); i++) {
      String room = ROOMS.get(i);
      List<String> above = ROOMS.subList(0, i);
      for (String higher : above) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "." + higher + "..")
            .allowEmptyShould(true)
            .check(CORE);
      }
    }
  }

  @Test
  void roomsDoNotKnowWhatTheyMustNot() {
    forbid("search", "seal", "ring", "kernel", "network");
    forbid("search", "study");
    forbid("accuracy", "seal", "study");
    forbid("study", "seal");
    forbid("linear", "seal");
    forbid("noise", "network");
    forbid("validation", "network", "seal");
    forbid("network", "bfv", "ring", "kernel");
    forbid("data", "bfv", "ring", "kernel", "seal");
    forbid("security", "bfv", "ring", "kernel", "network", "seal", "json");
  }

  private static void forbid(String room, String... others) {
    for (String other : others) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + other + "..")
          .allowEmptyShould(true)
          .check(CORE);
    }
  }

  @Test
  void noRoomKnowsTheRootPackage() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(CORE);
  }

  @Test
  void twinsDoNotKnowEachOther() {
    for (List<String> pair :
        List.of(
            List.of("seal.ffm", "seal.jna"),
            List.of("seal.jna", "seal.ffm"),
            List.of("kernel.scalar", "kernel.vector"),
            List.of("kernel.vector", "kernel.ffm"),
            List.of("kernel.ffm", "kernel.scalar"))) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + pair.get(0))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + pair.get(1))
          .allowEmptyShould(true)
          .check(CORE);
    }
  }

  @Test
  void packagesHaveNoCircles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void everyPackageIsListed() {
    Set<String> unknown = new TreeSet<>();
    for (JavaClass type : CORE) {
      String name = type.getPackageName();
      if (!name.equals(ROOT)) {
        String room = name.substring(ROOT.length() + 1).split("\\.")[0];
        if (!ROOMS.contains(room)) {
          unknown.add(name);
        }
      }
    }
    assertTrue(unknown.isEmpty(), "packages that are no room of DESIGN: " + unknown);
  }
}
