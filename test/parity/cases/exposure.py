"""scikit-image: to XYZ, which is linear light, and back."""

import numpy as np
from skimage.color import rgb2xyz, xyz2rgb

from case import Case, gradient, noise


def exposed(pixels, stops):
    full = 1 if pixels.dtype == np.float32 else np.iinfo(pixels.dtype).max
    output = xyz2rgb(rgb2xyz(pixels.astype(np.float64) / full) * 2.0**stops)
    return output.astype(np.float32) if full == 1 else np.rint(output * full).astype(pixels.dtype)


def cases():
    for stops in (-3, -1, -0.5, 0, 1 / 3, 1, 2.5, 8):
        for dtype in ("uint8", "uint16", "float32"):
            for pixels in (noise(5, 7, 3, dtype), gradient(9, 9, 3, dtype)):
                if dtype == "float32":
                    pixels = np.abs(pixels)
                tolerance = "relative" if dtype == "float32" else "level"
                reference = f"skimage.color.xyz2rgb(rgb2xyz(x) * 2 ** {stops})"
                yield Case({"stops": stops}, pixels, exposed(pixels, stops), reference, tolerance)
