package org.autoprivacy.learn.train;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Stochastic gradient descent with Nesterov's momentum. */
final class Sgd {

  private static final double MOMENTUM = 0.9;

  private final List<Tensor> parameters;
  private final List<Tensor> velocities = new ArrayList<>();
  private final double weightDecay;

  Sgd(List<Tensor> parameters, double weightDecay) {
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    for (Tensor parameter : parameters) {
      velocities.add(torch.zeros_like(parameter));
    }
  }

  /** {@code v ← m·v + g, p ← p - rate·(g + m·v)}, then the gradients are 0 again. */
  void step(double rate) {
    try (NoGradGuard _ = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor parameter = parameters.get(i);
        Tensor gradient = parameter.grad();
        Tensor slope = gradient.add(parameter, Torch.scalar(weightDecay));
        Tensor velocity = velocities.get(i);
        velocity.mul_(Torch.scalar(MOMENTUM)).add_(slope);
        parameter.sub_(slope.add(velocity, Torch.scalar(MOMENTUM)), Torch.scalar(rate));
        gradient.zero_();
      }
    }
  }

  /** What has to be kept to go on. */
  List<Tensor> state() {
    return velocities;
  }
}
