import numpy as np

from case import Case, noise


def cases():
    for turns in range(-3, 4):
        for dtype in ("uint8", "uint16", "float32"):
            for channels in (1, 3, 4):
                pixels = noise(5, 8, channels, dtype)
                yield Case({"turns": turns}, pixels, np.rot90(pixels, turns), f"np.rot90(x, {turns})")
        for height, width in ((1, 1), (1, 7), (7, 1), (40, 33)):
            pixels = noise(height, width, 3)
            yield Case({"turns": turns}, pixels, np.rot90(pixels, turns), f"np.rot90(x, {turns})")
