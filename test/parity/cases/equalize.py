"""OpenCV, Pillow and torchvision; OpenCV's steps in NumPy for 16 bits."""

import cv2
import numpy as np
from PIL import Image, ImageOps
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor


def each(pixels):
    if pixels.ndim == 2:
        return cv2.equalizeHist(pixels)
    return np.dstack([cv2.equalizeHist(np.ascontiguousarray(pixels[..., channel])) for channel in range(3)])


def luma(pixels):
    ycrcb = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
    ycrcb[..., 0] = (cv2.equalizeHist if pixels.dtype == np.uint8 else wide)(np.ascontiguousarray(ycrcb[..., 0]))
    return cv2.cvtColor(ycrcb, cv2.COLOR_YCrCb2RGB)


def wide(plane):
    """cv2.equalizeHist with 65536 levels."""
    counts = np.bincount(plane.ravel(), minlength=65536)
    darkest = np.flatnonzero(counts)[0]
    scale = np.float32(65535 / (plane.size - counts[darkest]))
    passed = np.cumsum(counts) - counts[darkest]
    return np.clip(np.rint(passed.astype(np.float32) * scale), 0, 65535).astype(np.uint16)[plane]


def pillow_luma(pixels):
    y, cb, cr = Image.fromarray(pixels).convert("YCbCr").split()
    return np.asarray(Image.merge("YCbCr", (ImageOps.equalize(y), cb, cr)).convert("RGB"))


def dark(pixels):
    """Most pixels in a few levels."""
    return (pixels.astype(np.float64) ** 3 / 255**2).astype(np.uint8)


def cases():
    for channels in (1, 3):
        smooth = gradient(37, 53, channels)
        for pixels in (noise(9, 11, channels), noise(40, 41, channels), dark(smooth), smooth // 5 + 90):
            yield Case({}, pixels, each(pixels), "cv2.equalizeHist")
            output = np.asarray(ImageOps.equalize(Image.fromarray(pixels)))
            yield Case({"match": "pillow"}, pixels, output, "ImageOps.equalize")
            for on, kind in ((on_image, "image"), (on_tensor, "tensor")):
                yield Case({"match": "pillow"}, pixels, on(F.equalize, pixels), f"F.equalize({kind})")
            if channels == 3:
                yield Case({"channels": "luma"}, pixels, luma(pixels), "cv2.equalizeHist on Y of YCrCb")
                reference = "ImageOps.equalize on Y of YCbCr"
                yield Case({"channels": "luma", "match": "pillow"}, pixels, pillow_luma(pixels), reference)
    for value in (0, 9, 255):
        pixels = np.full((30, 40), value, np.uint8)
        yield Case({}, pixels, cv2.equalizeHist(pixels), "cv2.equalizeHist of one level")
        output = np.asarray(ImageOps.equalize(Image.fromarray(pixels)))
        yield Case({"match": "pillow"}, pixels, output, "ImageOps.equalize of one level")
    pixels = noise(20, 21, 1, "uint16") // 3
    yield Case({}, pixels, wide(pixels), "cv2.equalizeHist in NumPy, 16 bits")
    pixels = noise(20, 21, 3, "uint16")
    yield Case({"channels": "luma"}, pixels, luma(pixels), "the same on Y of YCrCb, 16 bits")
