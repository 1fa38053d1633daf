"""NumPy in double precision; the activations of PyTorch."""

import numpy as np
import torch

from case import Case, gradient, noise


def layer(pixels, weights, bias, activation):
    sums = weights.astype(np.float64) @ pixels.astype(np.float64).ravel() + bias
    if activation == "none":
        return sums
    if activation == "softmax":
        return torch.softmax(torch.from_numpy(sums), 0).numpy()
    return getattr(torch, activation)(torch.from_numpy(sums)).numpy()


def case(pixels, units, activation, scale=1.0, biased=True):
    random = np.random.Generator(np.random.PCG64([units, pixels.size]))
    # Weights of three digits are short in the stored file, and are what a person may write.
    weights = np.round(random.uniform(-scale, scale, (units, pixels.size)), 3)
    bias = np.round(random.uniform(-2, 2, units), 3) if biased else np.zeros(units)
    parameters = {"units": units, "weights": weights.tolist(), "activation": activation}
    if biased:
        parameters["bias"] = bias.tolist()
    output = layer(pixels, weights, bias, activation).astype(np.float32)
    call = f"{activation}(W @ x.ravel() + b) in float64, {units} units"
    return Case(parameters, pixels, output, call, "relative")


def cases():
    for activation in ("none", "relu", "sigmoid", "softmax"):
        for dtype in ("uint8", "uint16", "float32"):
            for height, width, channels in ((1, 1, 1), (3, 5, 1), (4, 3, 3), (2, 2, 4)):
                yield case(noise(height, width, channels, dtype), 7, activation, biased=channels != 3)
        yield case(noise(1, 20, 1, "float32")[0], 5, activation)
        yield case(noise(1, 20)[0], 1, activation)
        # Sums of hundreds of thousands: an exponential that is not held back would be infinite.
        yield case(noise(4, 5, 3, "uint16"), 6, activation, 10.0)
        yield case(gradient(9, 8), 12, activation, 0.01)
