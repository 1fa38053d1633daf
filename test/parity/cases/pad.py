import albumentations as A
import cv2
from torchvision.transforms.v2 import functional as F

from case import Case, noise
from torched import on_image, on_tensor

BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}
POSITIONS = ("center", "top_left", "top_right", "bottom_left", "bottom_right")


def case(pixels, width, height, divisor, position, border, fill):
    padded = A.PadIfNeeded(
        min_height=height,
        min_width=width,
        pad_height_divisor=divisor,
        pad_width_divisor=divisor,
        position=position,
        border_mode=BORDERS[border],
        fill=fill,
    )
    sizes = {"width": width, "height": height, "divisor": divisor}
    parameters = {name: value for name, value in sizes.items() if value is not None}
    parameters |= {"position": position, "border_mode": border, "fill": fill}
    size = f"divisor {divisor}" if divisor else f"{width}×{height}"
    return Case(parameters, pixels, padded(image=pixels)["image"], f"A.PadIfNeeded {size}, {position}, {border}")


def torchvision():
    modes = {"constant": "constant", "edge": "replicate", "reflect": "reflect_101", "symmetric": "reflect"}
    for mode, border in modes.items():
        for on, kind in ((on_image, "image"), (on_tensor, "tensor")):
            for left, top, right, bottom in ((2, 1, 2, 2), (0, 3, 1, 3), (3, 0, 3, 0)):
                pixels = noise(5, 6, 3)
                output = on(F.pad, pixels, [left, top, right, bottom], fill=9, padding_mode=mode)
                parameters = {"width": 6 + left + right, "height": 5 + top + bottom, "border_mode": border, "fill": 9}
                call = f"F.pad({kind}, [{left}, {top}, {right}, {bottom}], padding_mode {mode})"
                yield Case(parameters, pixels, output, call)


def cases():
    yield from torchvision()
    for border in BORDERS:
        for position in POSITIONS:
            yield case(noise(5, 8, 3), 13, 12, None, position, border, [114, 115, 116])
            yield case(noise(5, 8, 1), None, None, 7, position, border, 9)
        for dtype in ("uint8", "uint16", "float32"):
            for channels in (1, 3, 4):
                fill = 0.5 if dtype == "float32" else 77
                yield case(noise(3, 4, channels, dtype), 11, 8, None, "center", border, fill)
        # Far more than the image itself, so that a mirror must be mirrored again.
        for height, width in ((1, 1), (1, 3), (3, 1), (2, 2)):
            yield case(noise(height, width, 3), 17, 18, None, "center", border, 0)
    for size in (4, 5, 6, 8, 32):
        yield case(noise(5, 8, 3), None, None, size, "center", "constant", 1)
    yield case(noise(5, 8, 3), 4, 20, None, "center", "constant", 1)
    yield case(noise(5, 8, 3), 4, 4, None, "center", "constant", 1)
