"""Albumentations for 8 bits, OpenCV's HSV of floats for the rest.

Rows of OpenCV's HSV are longer and shorter than its vectors of 32 pixels: what they leave over is rounded, not cut off.
"""

import cv2
import numpy as np
from albumentations.augmentations.pixel.functional import shift_hsv

from case import Case, gradient, noise

SHIFTS = (
    (0, 0, 0),
    (13.7, 0, 0),
    (-97.2, 0, 0),
    (0, 25.6, 0),
    (0, -30.9, 0),
    (0, 0, 18.2),
    (0, 0, -19.9),
    (0, 0, 0.4),
    (20, 30, 20),
    (-20, -30, -20),
    (180, 255, -120.5),
    (-180, -255, 100),
    (33.3, -200, 255),
    (-171.3, 20, 10),
)


def unquantized(pixels, hue, saturation, value):
    """The same shifts of values from 0 to 1, without going through 8 bits."""
    h, s, v = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV))
    h = np.mod(h + np.float32(2 * hue), np.float32(360))
    s = np.where(s == 0, s, np.clip(s + np.float32(saturation / 255), 0, 1))
    v = np.clip(v + np.float32(value / 255), 0, 1)
    return cv2.cvtColor(cv2.merge((h, s, v)), cv2.COLOR_HSV2RGB)


def cases():
    for shifts in SHIFTS:
        parameters = dict(zip(("hue", "saturation", "value"), shifts))
        reference = f"albumentations shift_hsv(x, {', '.join(map(str, shifts))})"
        for pixels in (noise(4, 64, 3), gradient(9, 43, 3), noise(4, 9, 3), noise(3, 64)):
            yield Case(parameters, pixels, shift_hsv(pixels, *shifts), reference)
        reference = f"cv2 RGB2HSV and HSV2RGB of floats, shifted by {', '.join(map(str, shifts))}"
        floats = np.abs(noise(4, 5, 3, "float32"))
        yield Case(parameters, floats, unquantized(floats, *shifts), reference, "relative")
        wide = noise(4, 5, 3, "uint16")
        output = np.rint(unquantized(wide.astype(np.float32) / 65535, *shifts) * 65535.0).astype(np.uint16)
        yield Case(parameters, wide, output, f"{reference}, x / 65535 · 65535", "level")
    # What OpenCV adds to its divisors shows in dark colours.
    for shifts in ((13.7, 0, 0), (-20, 30, 0), (0, -30.9, 0)):
        parameters = dict(zip(("hue", "saturation", "value"), shifts))
        reference = f"cv2 RGB2HSV and HSV2RGB of floats, shifted by {', '.join(map(str, shifts))}"
        floats = np.abs(noise(4, 5, 3, "float32")) * np.float32(1e-5)
        yield Case(parameters, floats, unquantized(floats, *shifts), reference, "relative")
