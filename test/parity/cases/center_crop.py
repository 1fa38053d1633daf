"""A.CenterCrop, and torchvision, which rounds half an offset to even; differences of 0, 1 and 4 pixels agree."""

import albumentations as A
from torchvision.transforms.v2 import functional as F

from case import Case, noise
from torched import on_image, on_tensor


def cases():
    for height, width in ((1, 1), (3, 2), (4, 5), (7, 9), (9, 6), (12, 13), (1, 12)):
        for channels, dtype in ((1, "uint8"), (3, "uint8"), (4, "uint8"), (1, "uint16"), (3, "float32")):
            pixels = noise(7, 9, channels, dtype)
            fits = height <= 7 and width <= 9
            fill = [0.25, 0.5, 0.75] if dtype == "float32" else 100 if channels == 1 else list(range(10, 10 + channels))
            output = A.CenterCrop(height, width, pad_if_needed=not fits, fill=fill)(image=pixels)["image"]
            parameters = {"width": width, "height": height}
            if not fits:
                parameters |= {"pad_if_needed": True, "fill": fill}
            yield Case(parameters, pixels, output, f"A.CenterCrop({height}, {width}, pad_if_needed={not fits})")
    for size in ((7, 9), (6, 8), (3, 5), (7, 5), (2, 4), (9, 8), (12, 13), (6, 12)):
        for on, kind in ((on_image, "image"), (on_tensor, "tensor")):
            pixels = noise(7, 9, 3)
            output = on(F.center_crop, pixels, list(size))
            parameters = {"width": size[1], "height": size[0], "pad_if_needed": True}
            yield Case(parameters, pixels, output, f"F.center_crop({kind}, {size})")
