package org.autoprivacy.bfv.engine;

import java.util.List;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/** Our own engine: BFV in Java on the kernels that this process chose. Always available. */
public final class JavaBackend implements HeBackend {

  private static final JavaBackend INSTANCE = new JavaBackend("java", null, DigitForm.RESIDUES);
  private static final JavaBackend CENTRED =
      new JavaBackend("java-centred", null, DigitForm.CENTRED);
  // Raised with every change that makes latencies measured before it wrong: profiles carry it.
  private static final int SPEED = 6;

  private final String name;
  private final @Nullable KernelKind forced;
  private final DigitForm digits;

  private JavaBackend(String name, @Nullable KernelKind forced, DigitForm digits) {
    this.name = name;
    this.forced = forced;
    this.digits = digits;
  }

  /** The engine, with SEAL's digits of key switching. */
  public static HeBackend instance() {
    return INSTANCE;
  }

  /**
   * The engine on kernels of this kind, whatever the process chose.
   *
   * @throws org.autoprivacy.kernel.KernelUnavailableException if the kind cannot run here
   */
  public static HeBackend on(KernelKind kind) {
    Kernels.requireAvailable(kind);
    return new JavaBackend("java", kind, DigitForm.RESIDUES);
  }

  /**
   * The engine with centred digits of key switching: a quarter of the noise energy of {@link
   * #instance}, and other bits than SEAL's after a rotation or relinearisation.
   */
  public static HeBackend centredDigits() {
    return CENTRED;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  /** Products are fast up to 50 bits, transforms up to 48: docs/notes/kernel-bounds.md. */
  @Override
  public List<Integer> fastPrimeBits() {
    return List.of(48, 50);
  }

  @Override
  public String library() {
    return "AutoPrivacy engine " + SPEED;
  }

  private KernelKind kind() {
    return forced == null ? Kernels.chosen() : forced;
  }

  private KernelKind settled() {
    KernelKind kind = kind();
    return kind == KernelKind.ADAPTIVE ? Kernels.settled() : kind;
  }

  @Override
  public String build() {
    return "%s kernels, Java %s".formatted(settled().option(), Runtime.version().feature());
  }

  @Override
  public String detail() {
    String reason = forced == null ? Kernels.reason() : Kernels.detail(forced);
    return "%s, %s (%s)".formatted(library(), build(), reason);
  }

  @Override
  public HeBackend atFullSpeed() {
    return kind() == settled() ? this : new JavaBackend(name, settled(), digits);
  }

  @Override
  public HeContext newContext(BfvParameters parameters) {
    return new JavaContext(parameters, kind(), digits);
  }
}
