"""cv2.LUT with the rounded table of its tutorial, Albumentations, and torchvision's formulas for Pillow and tensors."""

import cv2
import numpy as np
from albumentations.augmentations.pixel import functional
from PIL import Image

from case import Case, gradient, noise

GAMMAS = (0.1, 0.4, 0.5, 1 / 2.2, 0.9, 1, 1.1, 1.5, 2, 2.2, 5)


def opencv(pixels, gamma):
    full = np.iinfo(pixels.dtype).max
    table = np.clip(np.rint((np.arange(full + 1) / full) ** gamma * full), 0, full).astype(pixels.dtype)
    return cv2.LUT(pixels, table) if full == 255 else table[pixels]


def pillow(pixels, gamma):
    table = [int((255 + 1 - 1e-3) * pow(level / 255.0, gamma)) for level in range(256)]
    return np.asarray(Image.fromarray(pixels).point(table * (1 if pixels.ndim == 2 else 3)))


def cases():
    yield Case({}, gradient(16, 16), gradient(16, 16), "identity")
    for gamma in GAMMAS:
        for channels in (1, 3):
            pixels = gradient(16, 16, channels)
            yield Case({"gamma": gamma}, pixels, opencv(pixels, gamma), f"cv2.LUT, gamma {gamma}")
            output = pillow(pixels, gamma)
            yield Case({"gamma": gamma, "match": "pillow"}, pixels, output, f"torchvision adjust_gamma(PIL, {gamma})")
            output = functional.gamma_transform(pixels, gamma)
            yield Case({"gamma": gamma}, pixels, output, f"albumentations gamma_transform {gamma}", "level")
        wide = noise(5, 7, 3, "uint16")
        yield Case({"gamma": gamma}, wide, opencv(wide, gamma), f"table of 65536, gamma {gamma}")
        floats = np.abs(noise(5, 7, 3, "float32"))
        output = np.clip(np.power(floats, np.float32(gamma)), 0, 1)
        yield Case({"gamma": gamma}, floats, output, f"x.pow({gamma}).clamp(0, 1)", "relative")
