import albumentations as A

from case import Case, noise


def cases():
    for dtype in ("uint8", "uint16", "float32"):
        for channels in (1, 3, 4):
            pixels = noise(7, 9, channels, dtype)
            for x, y, width, height in ((0, 0, 9, 7), (0, 0, 1, 1), (8, 6, 1, 1), (2, 1, 5, 4), (0, 3, 9, 1)):
                output = A.Crop(x, y, x + width, y + height)(image=pixels)["image"]
                parameters = {"x": x, "y": y, "width": width, "height": height}
                yield Case(parameters, pixels, output, f"A.Crop({x}, {y}, {x + width}, {y + height})")
