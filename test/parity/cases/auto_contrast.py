"""Pillow; its steps in NumPy for 16 bits; torchvision, whose 8-bit tensors are computed in float32."""

import numpy as np
from PIL import Image, ImageOps
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor


def narrow(pixels):
    return (pixels // 3 + 40).astype(pixels.dtype)


def wide(pixels, cutoff):
    output = np.empty_like(pixels)
    for channel in range(pixels.shape[2]):
        values = np.sort(pixels[..., channel], axis=None)
        cut = int(values.size * cutoff // 100)
        low, high = float(values[cut]), float(values[-1 - cut])
        scale = 65535.0 / (high - low)
        output[..., channel] = np.clip((pixels[..., channel] * scale - low * scale).astype(np.int64), 0, 65535)
    return output


def cases():
    for cutoff in (0, 1, 2.5, 10, 33, 49.9, 50):
        for channels in (1, 3):
            for pixels in (noise(9, 11, channels), narrow(noise(9, 11, channels)), narrow(gradient(20, 20, channels))):
                output = np.asarray(ImageOps.autocontrast(Image.fromarray(pixels), cutoff))
                written = {"cutoff": cutoff} if cutoff else {}
                yield Case(written, pixels, output, f"ImageOps.autocontrast(x, {cutoff})")
        if cutoff < 40:
            pixels = narrow(noise(9, 11, 3, "uint16"))
            yield Case({"cutoff": cutoff}, pixels, wide(pixels, cutoff), f"the same for 16 bits, cutoff {cutoff}")
    for value in (0, 9, 255):
        pixels = np.full((3, 4, 3), value, np.uint8)
        output = np.asarray(ImageOps.autocontrast(Image.fromarray(pixels)))
        yield Case({}, pixels, output, "ImageOps.autocontrast of one level")
    for channels in (1, 3):
        for height, width in ((1, 1), (1, 7), (9, 11), (20, 3)):
            pixels = narrow(noise(height, width, channels))
            yield Case({}, pixels, on_image(F.autocontrast, pixels), "F.autocontrast(image)")
            yield Case({}, pixels, on_tensor(F.autocontrast, pixels), "F.autocontrast(tensor)", "level")
            pixels = np.abs(noise(height, width, channels, "float32")) * np.float32(0.3)
            yield Case({}, pixels, on_tensor(F.autocontrast, pixels), "F.autocontrast(tensor)", "relative")
