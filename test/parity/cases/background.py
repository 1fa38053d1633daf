"""Pillow's paste with alpha as the mask; the same formula in NumPy for what Pillow does not hold."""

import numpy as np
from PIL import Image

from case import Case, noise


def pasted(pixels, color):
    image = Image.fromarray(pixels)
    beneath = Image.new("RGB", image.size, color)
    beneath.paste(image, mask=image.getchannel("A"))
    return np.asarray(beneath)


def formula(pixels, color):
    full = 1.0 if pixels.dtype == np.float32 else float(np.iinfo(pixels.dtype).max)
    values = pixels.astype(np.float64)
    alpha = values[..., 3:]
    output = (alpha * values[..., :3] + (full - alpha) * np.array(color)) / full
    return output.astype(np.float32) if full == 1 else np.floor(output + 0.5).astype(pixels.dtype)


def cases():
    transparency = np.zeros((64, 64, 4), np.uint8)
    transparency[..., 0] = np.arange(64) * 4 + 3
    transparency[..., 1] = 255 - np.arange(64)
    transparency[..., 2] = 77
    transparency[..., 3] = np.arange(64)[:, None] * 4 + 1
    for color in ((0, 0, 0), (255, 255, 255), (114, 1, 254)):
        for pixels in (noise(9, 7, 4), transparency):
            yield Case({"color": list(color)}, pixels, pasted(pixels, color), "Image.paste(x, mask=alpha)")
    yield Case({}, noise(9, 7, 4), pasted(noise(9, 7, 4), (0, 0, 0)), "Image.paste(x, mask=alpha)")
    wide = noise(9, 7, 4, "uint16")
    yield Case({"color": 40000}, wide, formula(wide, 40000), "the same formula for 16 bits")
    floats = np.abs(noise(9, 7, 4, "float32"))
    yield Case({"color": [0.25, 0.5, 1]}, floats, formula(floats, [0.25, 0.5, 1]), "the same for floats", "relative")
    for channels in (1, 3):
        yield Case({"color": 255}, noise(3, 4, channels), noise(3, 4, channels), "identity")
