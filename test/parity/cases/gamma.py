"""cv2.LUT with the rounded table of its tutorial, Albumentations, and torchvision."""

import cv2
import numpy as np
from albumentations.augmentations.pixel import functional
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor

GAMMAS = (0.1, 0.4, 0.5, 1 / 2.2, 0.9, 1, 1.1, 1.5, 2, 2.2, 5)


def opencv(pixels, gamma):
    full = np.iinfo(pixels.dtype).max
    table = np.clip(np.rint((np.arange(full + 1) / full) ** gamma * full), 0, full).astype(pixels.dtype)
    return cv2.LUT(pixels, table) if full == 255 else table[pixels]


def cases():
    yield Case({}, gradient(16, 16), gradient(16, 16), "identity")
    for gamma in GAMMAS:
        for channels in (1, 3):
            pixels = gradient(16, 16, channels)
            yield Case({"gamma": gamma}, pixels, opencv(pixels, gamma), f"cv2.LUT, gamma {gamma}")
            for on, kind in ((on_image, "image"), (on_tensor, "tensor")):
                output = on(F.adjust_gamma, pixels, gamma)
                written = {"gamma": gamma, "match": "pillow"}
                yield Case(written, pixels, output, f"F.adjust_gamma({kind}, {gamma})")
            output = functional.gamma_transform(pixels, gamma)
            yield Case({"gamma": gamma}, pixels, output, f"albumentations gamma_transform {gamma}", "level")
        wide = noise(5, 7, 3, "uint16")
        yield Case({"gamma": gamma}, wide, opencv(wide, gamma), f"table of 65536, gamma {gamma}")
        floats = np.abs(noise(5, 7, 3, "float32"))
        output = on_tensor(F.adjust_gamma, floats, gamma)
        yield Case({"gamma": gamma}, floats, output, f"F.adjust_gamma(tensor, {gamma})", "relative")
