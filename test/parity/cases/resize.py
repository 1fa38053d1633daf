import albumentations as A
import cv2
import numpy as np
from PIL import Image, ImageOps
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor

OPENCV = {
    "nearest": cv2.INTER_NEAREST,
    "bilinear": cv2.INTER_LINEAR,
    "bicubic": cv2.INTER_CUBIC,
    "area": cv2.INTER_AREA,
    "lanczos": cv2.INTER_LANCZOS4,
}
PILLOW = {
    "nearest": Image.NEAREST,
    "bilinear": Image.BILINEAR,
    "bicubic": Image.BICUBIC,
    "area": Image.BOX,
    "lanczos": Image.LANCZOS,
}
# (height, width) before and after: single pixels and rows, up, down, one side kept, whole ratios, far down.
SIZES = (
    ((1, 1), (4, 3)),
    ((1, 9), (1, 4)),
    ((7, 1), (12, 2)),
    ((33, 40), (14, 17)),
    ((9, 11), (21, 26)),
    ((9, 8), (9, 13)),
    ((15, 8), (6, 8)),
    ((10, 30), (19, 7)),
    ((16, 12), (8, 6)),
    ((15, 24), (5, 6)),
    ((40, 33), (3, 2)),
)
FEW_SIZES = SIZES[2:5] + SIZES[8:10]


def without_ipp(operation):
    """OpenCV's own arithmetic: Intel's IPP, where a build uses it, rounds 16 bits and floats in its own way."""
    was = cv2.ipp.useIPP()
    cv2.ipp.setUseIPP(False)
    try:
        return operation()
    finally:
        cv2.ipp.setUseIPP(was)


def opencv(pixels, size, name):
    height, width = size
    return without_ipp(lambda: cv2.resize(pixels, (width, height), interpolation=OPENCV[name]))


def opencv_case(pixels, size, name):
    # Halving adds four floats in an order that depends on the width of the processor's registers.
    halved = pixels.shape[0] == 2 * size[0] and pixels.shape[1] == 2 * size[1]
    averaged = name == "area" or (name == "bilinear" and halved)
    tolerance = "relative" if pixels.dtype == np.float32 and averaged else "exact"
    parameters = {"width": size[1], "height": size[0], "interpolation": name, "match": "opencv"}
    call = f"cv2.resize(x, {size[::-1]}, {name})"
    return Case(parameters, pixels, opencv(pixels, size, name), call, tolerance)


def pillow(pixels, size, name):
    return np.asarray(Image.fromarray(pixels).resize(size[::-1], PILLOW[name]))


def pillow_case(pixels, size, name, channelwise=False):
    if channelwise:
        output = np.stack([pillow(pixels[..., c].copy(), size, name) for c in range(pixels.shape[2])], axis=-1)
    else:
        output = pillow(pixels, size, name)
    parameters = {"width": size[1], "height": size[0], "interpolation": name, "match": "pillow"}
    tolerance = "relative" if pixels.dtype == np.float32 and name == "lanczos" else "exact"
    return Case(parameters, pixels, output, f"Image.resize({size[::-1]}, {name})", tolerance)


def kinds(library):
    for before, after in SIZES:
        yield noise(*before, 3), after
    for before, after in FEW_SIZES:
        yield noise(*before, 1), after
        yield noise(*before, 4), after
        yield noise(*before, 1, "uint16"), after
        yield noise(*before, 1, "float32"), after
    yield noise(15, 24, 3, "uint16"), (7, 9)
    yield noise(9, 11, 3, "float32"), (12, 8)
    if library == "opencv":
        yield noise(16, 12, 3, "uint16"), (8, 6)
        yield noise(16, 12, 4, "float32"), (8, 6)
        yield noise(12, 15, 4, "uint16"), (17, 7)
        # The smoothest input shows rounding that noise would hide.
        yield gradient(13, 37, 3), (29, 16)


def sampled(rows, length):
    """Every row sampled linearly at the centres of `length` pixels."""
    centers = (np.arange(length) + 0.5) * rows.shape[1] / length - 0.5
    return np.stack([np.interp(centers, np.arange(rows.shape[1]), row) for row in rows])


def fits():
    for before in ((20, 31), (31, 20), (16, 16), (3, 40), (40, 1), (37, 74)):
        pixels = noise(*before, 3)
        height, width = 14, 19
        image = Image.fromarray(pixels)
        scaled = A.LongestMaxSize(max_size_hw=(height, width), interpolation=cv2.INTER_LINEAR)(image=pixels)["image"]
        call = f"A.LongestMaxSize(({height}, {width}))"
        size = {"width": width, "height": height}
        yield Case(size | {"fit": "inside"}, pixels, scaled, call)
        for position in ("center", "top_left", "bottom_right"):
            pad = A.PadIfNeeded(height, width, position=position, fill=(114, 115, 116))
            parameters = size | {"fit": "contain", "fill": [114, 115, 116], "position": position}
            yield Case(parameters, pixels, pad(image=scaled)["image"], f"{call} + PadIfNeeded({position})")
        if before == (40, 1):
            continue  # Pillow rounds its width to 0 and fails; Albumentations keeps one pixel.
        size |= {"match": "pillow"}
        contained = np.asarray(ImageOps.contain(image, (width, height), Image.BILINEAR))
        yield Case(size | {"fit": "inside"}, pixels, contained, f"ImageOps.contain({(width, height)})")
        covering = np.asarray(ImageOps.cover(image, (width, height), Image.BILINEAR))
        spare_height, spare_width = covering.shape[0] - height, covering.shape[1] - width
        for position, top, left in (
            ("center", spare_height // 2, spare_width // 2),
            ("top_right", 0, spare_width),
            ("bottom_left", spare_height, 0),
        ):
            part = covering[top : top + height, left : left + width]
            parameters = size | {"fit": "cover", "position": position}
            yield Case(parameters, pixels, part, f"ImageOps.cover({(width, height)}), {position}")


def halves():
    """Sides that fall on a half: the order in which a library multiplies and divides decides."""
    for before, (height, width) in (((19, 38), (13, 21)), ((22, 11), (15, 2)), ((22, 3), (55, 8)), ((6, 25), (2, 15))):
        pixels = noise(*before, 1)
        image = Image.fromarray(pixels)
        size = {"width": width, "height": height}
        for fit, resized, call in (
            ("inside", A.LongestMaxSize(max_size_hw=(height, width)), f"A.LongestMaxSize(({height}, {width}))"),
            ("cover", A.SmallestMaxSize(max_size_hw=(height, width)), f"A.SmallestMaxSize(({height}, {width}))"),
        ):
            output = resized(image=pixels)["image"][:height, :width]
            yield Case(size | {"fit": fit, "position": "top_left"}, pixels, output, call)
        for fit, resized in (("inside", ImageOps.contain), ("cover", ImageOps.cover)):
            output = np.asarray(resized(image, (width, height), Image.BILINEAR))[:height, :width]
            parameters = size | {"fit": fit, "position": "top_left", "match": "pillow"}
            yield Case(parameters, pixels, output, f"ImageOps.{resized.__name__}({(width, height)})")


def torchvision():
    """A tensor with antialias is the same filter in another fixed-point arithmetic; one level is left."""
    for before, after in FEW_SIZES:
        parameters = {"width": after[1], "height": after[0], "match": "pillow"}
        for name, mode in (("nearest", "nearest"), ("bilinear", "bilinear"), ("area", "box"), ("lanczos", "lanczos")):
            pixels = noise(*before, 3 if name == "bilinear" else 1)
            output = on_image(F.resize, pixels, list(after), interpolation=InterpolationMode(mode))
            yield Case({**parameters, "interpolation": name}, pixels, output, f"F.resize(image, {after}, {mode})")
        for name in ("bilinear", "bicubic"):
            named = {**parameters, "interpolation": name}
            mode = InterpolationMode(name)
            for dtype, tolerance in (("uint8", "level"), ("float32", "relative")):
                # Clipped between the passes, a cubic of noise would be two levels off.
                pixels = (noise if (dtype, name) == ("uint8", "bilinear") else gradient)(*before, 1, dtype)
                output = on_tensor(F.resize, pixels, list(after), interpolation=mode, antialias=True)
                yield Case(named, pixels, output, f"F.resize(tensor, {after}, {name}, antialias)", tolerance)
            pixels = gradient(*before, 3, "float32")
            output = on_tensor(F.resize, pixels, list(after), interpolation=mode, antialias=False)
            # Without antialias, a tensor's cubic has the a of OpenCV.
            library = {"match": "pillow", "antialias": False} if name == "bilinear" else {"match": "opencv"}
            yield Case({**named, **library}, pixels, output, f"F.resize(tensor, {after}, {name})", "relative")


def cases():
    yield from torchvision()
    for name in OPENCV:
        for pixels, size in kinds("opencv"):
            yield opencv_case(pixels, size, name)
    for name in PILLOW:
        for pixels, size in kinds("pillow"):
            channelwise = pixels.ndim == 3 and pixels.dtype != np.uint8
            yield pillow_case(pixels, size, name, channelwise)
    # Coordinates that single precision puts next to a pixel, not on it: there the cubic or sinc is not divided by 0.
    for dtype in ("uint8", "uint16", "float32"):
        for name in ("bicubic", "lanczos"):
            yield opencv_case(noise(1, 28, 3, dtype), (5, 49), name)
            yield opencv_case(noise(28, 1, 1, dtype), (49, 5), name)
    # A reduction that does not widen the filter samples between the pixels, as a tensor's without antialias.
    for before, after in (((33, 40), (14, 17)), ((15, 24), (5, 6)), ((9, 11), (21, 26))):
        pixels = noise(*before, 1, "float32")
        parameters = {"width": after[1], "height": after[0], "match": "pillow", "antialias": False}
        output = sampled(sampled(pixels, after[1]).T, after[0]).T.astype(np.float32)
        yield Case(parameters, pixels, output, f"np.interp to {after[::-1]}", "relative")
    yield from fits()
    yield from halves()
