package org.autoprivacy.learn.train;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.autoprivacy.bfv.EngineUnavailableException;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How libtorch is loaded, and what its binding leaves awkward. */
final class Torch {

  private static final String PLATFORM = "linux-x86_64";

  private Torch() {}

  /**
   * Loads libtorch, once, for {@code threads} threads.
   *
   * @throws EngineUnavailableException if there is none for this platform
   */
  static void require(int threads) {
    try {
      sleepWhileWaiting();
      Loader.load(torch.class);
      torch.set_num_threads(threads);
    } catch (LinkageError e) {
      throw new EngineUnavailableException(advice(Loader.getPlatform(), e), e);
    }
  }

  /** What to do, in one line. */
  private static String advice(String platform, LinkageError e) {
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    return platform.equals(PLATFORM)
        ? "libtorch could not be loaded (%s): it unpacks to 450 MB below ~/.javacpp, make room there or name another folder with -Dorg.bytedeco.javacpp.cachedir"
            .formatted(why)
        : "training needs libtorch, which comes for %s and not for %s: train there; everything else works here"
            .formatted(PLATFORM, platform);
  }

  /** What libtorch has thrown, or where it lacked memory an exception that says so in one line. */
  static RuntimeException explained(RuntimeException thrown) {
    String message = String.valueOf(thrown.getMessage());
    if (!message.contains("allocate memory")) {
      return thrown;
    }
    String why = message.lines().findFirst().orElse("").replaceFirst("^\\[.*?] *", "");
    return new TrainingFailedException(
        "libtorch was not given memory (%s): free some or train where there is more, --resume goes on from the last checkpoint"
            .formatted(why),
        thrown);
  }

  /**
   * Lets OpenMP's threads sleep, not spin, while they wait: spinning collapses where cores are
   * shared. OpenMP reads the variable when it is loaded, so it is set before; a value that the user
   * gave stays.
   */
  private static void sleepWhileWaiting() {
    Linker linker = Linker.nativeLinker();
    MemorySegment setenv = linker.defaultLookup().find("setenv").orElse(MemorySegment.NULL);
    if (setenv.equals(MemorySegment.NULL)) {
      return;
    }
    MethodHandle call =
        linker.downcallHandle(
            setenv,
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int status =
          (int)
              call.invokeExact(
                  arena.allocateFrom("OMP_WAIT_POLICY"), arena.allocateFrom("PASSIVE"), 0);
      if (status != 0) {
        throw new IllegalStateException("the environment takes no more variables");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** A number as the binding wants it. */
  static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /** Values clamped to [least, most]; the gradient passes inside. */
  static Tensor clamp(Tensor values, double least, double most) {
    return values.clamp(
        new ScalarOptional(new Scalar(least)), new ScalarOptional(new Scalar(most)));
  }

  /**
   * Values rounded and clamped to [least, most], both whole; the gradient of the identity passes
   * inside. Down; in bfloat16 to the nearest, as that type has no room for half a step above 128.
   * What the clamp gives is rounded in place, which its gradient does not see.
   */
  static Tensor roundWithin(Tensor values, int least, int most) {
    boolean narrow = isNarrow(values.scalar_type());
    Tensor inside = clamp(values, least, narrow ? most : most + 0.9999);
    Tensor data = inside.detach();
    Tensor _ = narrow ? data.round_() : data.floor_();
    return inside;
  }

  /** The type itself, or float if it is narrower. */
  static ScalarType atLeastFloat(ScalarType type) {
    return isNarrow(type) ? ScalarType.Float : type;
  }

  // The binding hands out instances of its own, which are equal only when they are interned.
  private static boolean isNarrow(ScalarType type) {
    return type.intern() == ScalarType.BFloat16;
  }

  /** Values rounded to the nearest, ties to even, with the gradient of the identity. */
  static Tensor roundStraightThrough(Tensor values) {
    return values.add(values.round().sub(values).detach());
  }

  /** A copy of a float tensor's values, in the order of its indices. */
  static float[] floats(Tensor tensor) {
    Tensor dense = tensor.detach().contiguous();
    float[] values = new float[Math.toIntExact(dense.numel())];
    FloatPointer data = dense.data_ptr_float();
    data.get(values);
    return values;
  }

  /** Gives a tensor these values, as many as it has; outside of gradients. */
  static void fill(Tensor tensor, float[] values) {
    Tensor _ = tensor.copy_(tensor(values, tensor.shape()));
  }

  /** A tensor with these values and this shape. */
  static Tensor tensor(float[] values, long... shape) {
    return Tensor.create(values, shape);
  }
}
