import cv2

from case import Case, noise


def cases():
    for axis, code in (("horizontal", 1), ("vertical", 0)):
        for dtype in ("uint8", "uint16", "float32"):
            for channels in (1, 3, 4):
                pixels = noise(5, 8, channels, dtype)
                yield Case({"axis": axis}, pixels, cv2.flip(pixels, code), f"cv2.flip(x, {code})")
        for height, width in ((1, 1), (1, 7), (7, 1)):
            pixels = noise(height, width, 3)
            yield Case({"axis": axis}, pixels, cv2.flip(pixels, code), f"cv2.flip(x, {code})")
