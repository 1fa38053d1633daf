"""A.Affine, which is cv2.warpAffine with a matrix made of its parameters; torchvision, which counts angles clockwise.

torchvision shears before it turns, so the two agree on one of them at a time.
"""

import albumentations as A
import cv2
import numpy as np
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor

INTERPOLATIONS = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC}
BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}


def tolerance_of(pixels, interpolation):
    return "relative" if pixels.dtype == np.float32 and interpolation == "bicubic" else "exact"


def case(pixels, scale=1, pixels_moved=(0, 0), rotate=0, shear=(0, 0), name="bilinear", border="constant", fill=0):
    """`pixels_moved` is whole: Albumentations truncates its fractions of the size to whole pixels."""
    height, width = pixels.shape[:2]
    fractions = [pixels_moved[0] / width, pixels_moved[1] / height]
    affine = A.Affine(
        scale=(scale, scale),
        translate_px={"x": (pixels_moved[0],) * 2, "y": (pixels_moved[1],) * 2},
        rotate=(rotate, rotate),
        shear={"x": (shear[0],) * 2, "y": (shear[1],) * 2},
        interpolation=INTERPOLATIONS[name],
        border_mode=BORDERS[border],
        fill=fill,
        p=1,
    )
    parameters = {"scale": scale, "translate": fractions, "rotate": rotate, "shear": list(shear)}
    parameters |= {"interpolation": name, "border_mode": border, "fill": fill}
    call = f"A.Affine(scale {scale}, translate_px {pixels_moved}, rotate {rotate}, shear {shear}, {name}, {border})"
    return Case(parameters, pixels, affine(image=pixels)["image"], call, tolerance_of(pixels, name))


def torchvision():
    height, width = 11, 16
    for angle, moved, scale, shear in (
        (0, (3, -2), 1, [0.0, 0.0]),
        (31.3, (1, 2), 1.3, [0.0, 0.0]),
        (-102.7, (0, -1), 0.9, [0.0, 0.0]),
        (0, (0, 0), 1, [17.3, 0.0]),
        (0, (0, 0), 1.2, [0.0, -21.7]),
    ):
        arguments = {"angle": -angle, "translate": list(moved), "scale": scale, "shear": shear}
        for name in ("nearest", "bilinear"):
            parameters = {"scale": scale, "translate": [moved[0] / width, moved[1] / height], "rotate": angle}
            parameters |= {"shear": shear, "interpolation": name}
            mode = InterpolationMode(name)
            pixels = noise(height, width, 3)
            call = f"{-angle}, {moved}, {scale}, {shear}, {name})"
            output = on_tensor(F.affine, pixels, **arguments, interpolation=mode)
            yield Case(parameters, pixels, output, f"F.affine(tensor, {call}")
            if name == "nearest":
                output = on_image(F.affine, pixels, **arguments, interpolation=mode)
                yield Case(parameters, pixels, output, f"F.affine(image, {call}")
            floats = gradient(height, width, 1, "float32")
            output = on_tensor(F.affine, floats, **arguments, interpolation=mode)
            yield Case(parameters, floats, output, f"F.affine(tensor, {call}", "relative")


def cases():
    yield from torchvision()
    yield case(noise(5, 6, 3))
    for scale in (0.3, 0.9, 1.4, 3):
        yield case(noise(14, 32, 3), scale)
    for moved in ((3, 0), (0, -2), (-5, 4), (100, 0)):
        yield case(noise(14, 32, 3), 1, moved, fill=[1, 2, 3])
    for rotate in (20, -70, 90):
        yield case(noise(14, 32, 3), 1, (0, 0), rotate)
    for shear in ((20, 0), (0, 20), (-30, 10), (60, 60)):
        yield case(noise(14, 32, 3), 1, (0, 0), 0, shear)
    for name in INTERPOLATIONS:
        for border in BORDERS:
            yield case(noise(9, 12, 3), 0.7, (2, -1), 35, (10, -5), name, border, [10, 20, 30])
        for dtype in ("uint8", "uint16", "float32"):
            for channels in (1, 4):
                yield case(noise(8, 37, channels, dtype), 1.2, (-3, 1), -15, (0, 12), name)
        yield case(gradient(30, 33, 3), 1.1, (2, 3), 7, (4, 5), name, "reflect_101")
        # Much more than the image is seen.
        for border in ("replicate", "reflect", "wrap"):
            yield case(noise(5, 20, 1, "float32"), 0.15, (1, 0), 50, (20, 10), name, border)
