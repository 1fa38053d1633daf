"""Albumentations, Pillow and torchvision, whose tensors have a gray of their own."""

import numpy as np
from albumentations.augmentations.pixel.functional import adjust_saturation_torchvision
from PIL import Image, ImageEnhance
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image

FACTORS = (0, 0.25, 0.3, 0.5, 0.7, 0.95, 1, 1.123, 1.4, 2, 10)


def cases():
    yield Case({}, noise(4, 5, 3), noise(4, 5, 3), "identity")
    for factor in FACTORS:
        for pixels in (noise(3, 64, 3), gradient(5, 64, 3)):
            output = adjust_saturation_torchvision(pixels, factor)
            reference = f"albumentations adjust_saturation_torchvision(x, {factor})"
            yield Case({"factor": factor}, pixels, output, reference)
            output = np.asarray(ImageEnhance.Color(Image.fromarray(pixels)).enhance(factor))
            yield Case({"factor": factor, "match": "pillow"}, pixels, output, f"ImageEnhance.Color, {factor}")
            output = on_image(F.adjust_saturation, pixels, factor)
            yield Case({"factor": factor, "match": "pillow"}, pixels, output, f"F.adjust_saturation(image, {factor})")
        for dtype in ("uint16", "float32"):
            pixels = noise(2, 64, 3, dtype)
            if dtype == "float32":
                pixels = np.abs(pixels)
            output = adjust_saturation_torchvision(pixels, factor)
            reference = f"albumentations adjust_saturation_torchvision(x, {factor})"
            yield Case({"factor": factor}, pixels, output, reference, "relative" if dtype == "float32" else "exact")
    pixels = noise(9, 10, 4)
    output = np.asarray(ImageEnhance.Color(Image.fromarray(pixels)).enhance(1.7))
    yield Case({"factor": 1.7, "match": "pillow"}, pixels, output, "ImageEnhance.Color(RGBA).enhance(1.7)")
