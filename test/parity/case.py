"""One comparison with a reference library, and the pixels to feed it."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Case:
    """What the reference library made of an input.

    Arrays are (H, W) for one channel, (H, W, 3) or (H, W, 4) in RGB(A) order, (N,) for a vector; uint8, uint16 or
    float32. `parameters` are written as in a pipeline file. `tolerance` is one of

    - `exact`: every value equal;
    - `level`: at most one level apart (integer results);
    - `relative`: within 1e-5 of the value, or of a tenth of the largest value where that is more (float results).
    """

    parameters: dict[str, Any]
    input: np.ndarray
    output: np.ndarray
    reference: str
    tolerance: str = "exact"
    orientation: int = 1


def noise(height: int, width: int, channels: int = 1, dtype: str = "uint8", seed: int = 0) -> np.ndarray:
    """Reproducible pixels over the type's whole range (floats: -1 to 1), the extremes among them."""
    random = np.random.Generator(np.random.PCG64([seed, height, width, channels]))
    shape = (height, width) if channels == 1 else (height, width, channels)
    if dtype == "float32":
        return random.uniform(-1, 1, shape).astype(np.float32)
    top = np.iinfo(dtype).max
    pixels = random.integers(0, top, shape, endpoint=True)
    extreme = random.random(shape)
    pixels[extreme < 0.05] = 0
    pixels[extreme > 0.95] = top
    return pixels.astype(dtype)


def gradient(height: int, width: int, channels: int = 1, dtype: str = "uint8") -> np.ndarray:
    """A smooth ramp, another direction in every channel: what photographs are made of, and small when compressed."""
    y, x = np.mgrid[0:height, 0:width]
    ramps = [x / max(width - 1, 1), y / max(height - 1, 1), (x + y) / max(width + height - 2, 1), 1 - x / width]
    pixels = np.stack(ramps[:channels], axis=-1)
    pixels = pixels if dtype == "float32" else np.rint(pixels * np.iinfo(dtype).max)
    pixels = pixels.astype(dtype)
    return pixels[..., 0] if channels == 1 else pixels
