"""Pillow; its steps in NumPy for 16 bits, torchvision's formula for floats."""

import numpy as np
from PIL import Image, ImageOps

from case import Case, gradient, noise


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


def floats(pixels):
    low, high = pixels.min(axis=(0, 1)), pixels.max(axis=(0, 1))
    return np.clip((pixels - low) / (high - low), 0, 1)


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
    pixels = noise(9, 11, 3, "float32") * np.float32(0.3)
    yield Case({}, pixels, floats(pixels), "torchvision autocontrast in NumPy", "relative")
