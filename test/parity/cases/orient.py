import numpy as np
from PIL import Image, ImageOps

from case import Case, noise


def displayed(pixels: np.ndarray, orientation: int) -> np.ndarray:
    image = Image.fromarray(pixels)
    image.getexif()[0x0112] = orientation
    return np.asarray(ImageOps.exif_transpose(image))


def cases():
    for orientation in range(1, 9):
        for height, width in ((5, 8), (1, 1), (1, 7), (9, 1)):
            for channels in (1, 3, 4):
                pixels = noise(height, width, channels)
                output = displayed(pixels, orientation)
                yield Case({}, pixels, output, f"ImageOps.exif_transpose, tag {orientation}", orientation=orientation)
        for dtype in ("uint16", "float32"):
            pixels = noise(5, 8, 1, dtype)
            output = displayed(pixels, orientation)
            yield Case({}, pixels, output, f"ImageOps.exif_transpose, tag {orientation}", orientation=orientation)
