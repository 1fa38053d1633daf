"""Albumentations' cutout."""

import numpy as np
from albumentations.augmentations.dropout.functional import cutout

from case import Case, noise


def cases():
    random = np.random.Generator(np.random.PCG64(3))
    for channels in (1, 3, 4):
        for dtype in ("uint8", "uint16", "float32"):
            colors = [0, 0.25] if dtype == "float32" else [0, 114]
            colors += [[value / 8 if dtype == "float32" else value * 9 for value in range(channels)]]
            for color in colors:
                height, width = random.integers(3, 14, 2)
                pixels = noise(height, width, channels, dtype)
                holes = []
                for _ in range(random.integers(1, 4)):
                    tall, wide = random.integers(0, height + 1), random.integers(0, width + 1)
                    x, y = random.integers(0, width - wide + 1), random.integers(0, height - tall + 1)
                    holes.append([int(x), int(y), int(wide), int(tall)])
                corners = np.array([[x, y, x + wide, y + tall] for x, y, wide, tall in holes])
                output = cutout(pixels, corners, color[0] if color == [0] else color, random)
                yield Case({"holes": holes, "fill": color}, pixels, output, "albumentations cutout")
