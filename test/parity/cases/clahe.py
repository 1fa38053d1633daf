"""OpenCV, colour as Albumentations takes it through Lab."""

import numpy as np
from albumentations.augmentations.pixel.functional import clahe

from case import Case, gradient, noise


def smooth(height, width):
    y, x = np.mgrid[0:height, 0:width]
    return np.rint(127 + 60 * np.sin(x / 7) + 60 * np.cos(y / 5 + x / 11)).astype(np.uint8)


def case(pixels, limit, down, across, written=None):
    output = clahe(pixels, limit, (across, down))
    parameters = {"clip_limit": limit, "tile_grid": [down, across]} if written is None else written
    reference = f"cv2.createCLAHE({limit}, ({across}, {down})).apply" + (" on L of Lab" if pixels.ndim == 3 else "")
    return Case(parameters, pixels, output, reference)


def cases():
    for pixels in (noise(24, 32), smooth(48, 40), smooth(35, 41), noise(21, 27, 3), gradient(24, 32, 3)):
        yield case(pixels, 4.0, 8, 8, {})
        for limit in (0, 0.5, 1.3, 2.0, 40.0):
            yield case(pixels, limit, 8, 8)
        for down, across in ((1, 1), (2, 3), (5, 4), (16, 1)):
            yield case(pixels, 2.0, down, across)
    for height, width in ((1, 1), (1, 9), (7, 1), (3, 5), (8, 8)):
        yield case(noise(height, width), 4.0, 8, 8)
        yield case(noise(height, width, 3), 2.0, 2, 2)
    # Colours from the whole cube.
    levels = np.arange(0, 256, 15, dtype=np.uint8)
    colors = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(72, 81, 3)
    yield case(colors, 4.0, 8, 8)
