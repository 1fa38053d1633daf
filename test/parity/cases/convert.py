"""scikit-image; rounded NumPy where it cuts 16 bits down to 8; torchvision to floats.

To integers, torchvision cuts x · (full range + 0.999) off, and shifts 8 bits up to 16 and 16 down to 8.
"""

import numpy as np
import torch
from skimage.util import img_as_float32, img_as_ubyte, img_as_uint
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_tensor


def cases():
    for channels in (1, 3, 4):
        for pixels in (noise(5, 7, channels), gradient(16, 16, channels)):
            yield Case({"dtype": "uint8"}, pixels, pixels, "identity")
            yield Case({"dtype": "uint16"}, pixels, img_as_uint(pixels), "img_as_uint")
            yield Case({"dtype": "float32"}, pixels, img_as_float32(pixels), "img_as_float32", "relative")
        wide = noise(5, 7, channels, "uint16")
        yield Case({"dtype": "uint8"}, wide, np.rint(wide / 257).astype(np.uint8), "np.rint(x / 257)")
        yield Case({"dtype": "float32"}, wide, img_as_float32(wide), "img_as_float32", "relative")
        floats = noise(5, 7, channels, "float32")
        yield Case({"dtype": "uint8"}, floats, img_as_ubyte(floats), "img_as_ubyte")
        yield Case({"dtype": "uint16"}, floats, img_as_uint(floats), "img_as_uint")
    every = np.arange(65536, dtype=np.uint16)[::37][:1770].reshape(30, 59)
    yield Case({"dtype": "uint8"}, every, np.rint(every / 257).astype(np.uint8), "np.rint(x / 257)")
    for dtype in ("uint8", "uint16", "float32"):
        for channels in (1, 3):
            pixels = noise(6, 7, channels, dtype)
            output = on_tensor(F.to_dtype, pixels, torch.float32, scale=True)
            yield Case({"dtype": "float32"}, pixels, output, "F.to_dtype(tensor, float32, scale=True)", "relative")
    far = np.array([[-3, 3, 0.5, 2.5 / 255, 3.5 / 255]], np.float32)
    yield Case({"dtype": "uint8"}, far, np.clip(np.rint(far * 255.0), 0, 255).astype(np.uint8), "np.rint, np.clip")
