"""Albumentations, Pillow and torchvision; its tensors have a mean of gray that is not rounded, in weights of its own."""

import numpy as np
from albumentations.augmentations.pixel.functional import adjust_contrast_torchvision
from PIL import Image, ImageEnhance
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image

FACTORS = (0, 0.25, 0.3, 0.5, 0.8, 0.95123, 1, 1.123, 1.5, 2, 10)


def cases():
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    dark = (noise(6, 7, 3, seed=3) // 5).astype(np.uint8)
    for factor in FACTORS:
        parameters = {"factor": factor}
        reference = f"albumentations adjust_contrast_torchvision(x, {factor})"
        for pixels in (levels, dark, noise(5, 7), noise(5, 7, 3), gradient(12, 9, 3)):
            yield Case(parameters, pixels, adjust_contrast_torchvision(pixels, factor), reference)
            output = np.asarray(ImageEnhance.Contrast(Image.fromarray(pixels)).enhance(factor))
            yield Case({**parameters, "match": "pillow"}, pixels, output, f"ImageEnhance.Contrast, {factor}")
            output = on_image(F.adjust_contrast, pixels, factor)
            yield Case({**parameters, "match": "pillow"}, pixels, output, f"F.adjust_contrast(image, {factor})")
        for channels in (1, 3):
            wide = noise(5, 7, channels, "uint16")
            yield Case(parameters, wide, adjust_contrast_torchvision(wide, factor), reference)
            floats = np.abs(noise(5, 7, channels, "float32"))
            yield Case(parameters, floats, adjust_contrast_torchvision(floats, factor), reference, "relative")
    pixels = noise(9, 10, 4)
    output = np.asarray(ImageEnhance.Contrast(Image.fromarray(pixels)).enhance(1.7))
    yield Case({"factor": 1.7, "match": "pillow"}, pixels, output, "ImageEnhance.Contrast(RGBA).enhance(1.7)")
