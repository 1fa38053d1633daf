"""OpenCV's conversions, and channels taken out with Pillow."""

import cv2
import numpy as np
from PIL import Image

from case import Case, noise

CODES = {
    (1, "rgb"): "GRAY2RGB",
    (1, "bgr"): "GRAY2BGR",
    (1, "rgba"): "GRAY2RGBA",
    (3, "bgr"): "RGB2BGR",
    (3, "rgba"): "RGB2RGBA",
    (4, "rgb"): "RGBA2RGB",
    (4, "bgr"): "RGBA2BGR",
}


def cases():
    for (count, order), code in CODES.items():
        for dtype in ("uint8", "uint16", "float32"):
            pixels = noise(5, 7, count, dtype)
            output = cv2.cvtColor(pixels, getattr(cv2, f"COLOR_{code}"))
            yield Case({"order": order}, pixels, output, f"cv2.cvtColor(x, {code})")
    for count in (3, 4):
        pixels = noise(5, 7, count)
        for order in ("r", "g", "b"):
            output = np.asarray(Image.fromarray(pixels).getchannel(order.upper()))
            yield Case({"order": order}, pixels, output, f'Image.getchannel("{order.upper()}")')
        same = "rgb" if count == 3 else "rgba"
        yield Case({"order": same}, pixels, pixels, "identity")
    yield Case({}, noise(5, 7, 4), noise(5, 7, 4)[..., :3], 'x[..., :3], Image.convert("RGB")')
    yield Case({"order": "g"}, noise(5, 7), noise(5, 7), "x")
