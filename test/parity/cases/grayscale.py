"""Grayscale of OpenCV, Pillow and scikit-image; torchvision, and MATLAB's formula in NumPy."""

import cv2
import numpy as np
from PIL import Image
from skimage.color import rgb2gray
from torchvision.transforms.v2 import functional as F

from case import Case, noise
from torched import on_image, on_tensor


def corners():
    """Every combination of a few levels, the rounding cases among them."""
    levels = np.array([0, 1, 2, 63, 100, 127, 128, 200, 254, 255], np.uint8)
    return np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(25, 40, 3)


def opencv(pixels, written):
    code = cv2.COLOR_RGBA2GRAY if pixels.shape[2] == 4 else cv2.COLOR_RGB2GRAY
    tolerance = "relative" if pixels.dtype == np.float32 else "exact"
    return Case(written, pixels, cv2.cvtColor(pixels, code).reshape(pixels.shape[:2]), "cv2.cvtColor", tolerance)


def pillow(pixels, written, channels=1):
    gray = Image.fromarray(pixels).convert("L")
    output = np.asarray(gray if channels == 1 else gray.convert("RGB"))
    return Case(written, pixels, output, 'Image.convert("L")')


def matlab(pixels):
    output = pixels[..., :3].astype(np.float64) @ [0.2989, 0.5870, 0.1140]
    reference = "0.2989 R + 0.5870 G + 0.1140 B in double"
    return Case({"method": "matlab"}, pixels, output.astype(np.float32), reference, "relative")


def skimage(pixels):
    output = rgb2gray(pixels[..., :3]).astype(np.float32)
    return Case({"method": "skimage"}, pixels, output, "skimage.color.rgb2gray", "relative")


def torchvision(pixels):
    output = on_tensor(F.rgb_to_grayscale, np.ascontiguousarray(pixels[..., :3]))
    return Case({"method": "torchvision"}, pixels, output, "F.rgb_to_grayscale(tensor)")


def torchvision_image(pixels, channels):
    output = on_image(F.rgb_to_grayscale, pixels, num_output_channels=channels)
    return Case({"match": "pillow", "channels": channels}, pixels, output, "F.rgb_to_grayscale(image)")


def cases():
    for height, width in ((1, 1), (5, 7)):
        for channels in (3, 4):
            for dtype in ("uint8", "uint16", "float32"):
                pixels = noise(height, width, channels, dtype)
                yield opencv(pixels, {"method": "opencv"})
                yield matlab(pixels)
                yield skimage(pixels)
                yield torchvision(pixels)
            pixels = noise(height, width, channels)
            yield pillow(pixels, {"match": "pillow"})
            yield pillow(pixels[..., :3], {"method": "pillow", "channels": 3}, 3)
            for count in (1, 3):
                yield torchvision_image(np.ascontiguousarray(pixels[..., :3]), count)
    yield opencv(corners(), {})
    yield pillow(corners(), {"match": "pillow"})
    yield matlab(corners())
    yield skimage(corners())
    yield torchvision(corners())
    white = np.full((1, 1, 3), 255, np.uint8)
    yield matlab(white)
    yield skimage(white)
