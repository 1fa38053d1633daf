"""cv2.medianBlur; with other borders it filters an image that copyMakeBorder has enlarged."""

import cv2

from case import Case, gradient, noise

BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}


def case(pixels, size):
    output = cv2.medianBlur(pixels, size).reshape(pixels.shape)
    return Case({"kernel_size": size}, pixels, output, f"cv2.medianBlur(image, {size})")


def bordered(pixels, size, border):
    height, width = pixels.shape[:2]
    margin = size // 2
    enlarged = cv2.copyMakeBorder(pixels, margin, margin, margin, margin, BORDERS[border], value=(0, 0, 0, 0))
    output = cv2.medianBlur(enlarged, size)[margin : margin + height, margin : margin + width]
    parameters = {"kernel_size": size, "border_mode": border}
    return Case(parameters, pixels, output, f"copyMakeBorder({margin}, {border}), cv2.medianBlur(image, {size})")


def cases():
    for channels in (1, 3, 4):
        for size in (1, 3, 5, 7, 9, 31):
            yield case(noise(12, 17, channels), size)
        for dtype in ("uint16", "float32"):
            for size in (3, 5):
                yield case(noise(9, 11, channels, dtype), size)
        for border in BORDERS:
            yield bordered(noise(9, 11, channels), 5, border)
    for border in BORDERS:
        yield bordered(noise(9, 11, 1, "uint16"), 3, border)
        yield bordered(noise(9, 11, 3, "float32"), 5, border)
    for height, width in ((1, 1), (1, 9), (9, 1), (2, 3)):
        for size in (3, 7):
            yield case(noise(height, width, 3), size)
    yield case(gradient(33, 40, 3), 11)
