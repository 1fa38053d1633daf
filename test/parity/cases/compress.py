"""OpenCV's JPEG codec, there and back."""

import cv2
import numpy as np

from case import Case, gradient, noise


def compressed(pixels, quality):
    color = pixels.ndim == 3
    encoded = cv2.imencode(".jpg", pixels[..., 2::-1] if color else pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    decoded = cv2.imdecode(encoded, cv2.IMREAD_COLOR if color else cv2.IMREAD_GRAYSCALE)
    return decoded[..., ::-1] if color else decoded


def case(pixels, quality, reference="cv2.imencode and cv2.imdecode, RGB as BGR"):
    return Case({"quality": quality}, pixels, compressed(pixels, quality), reference)


def cases():
    sizes = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (5, 4), (4, 5), (7, 6), (1, 40), (40, 1), (3, 37), (37, 3)]
    for height, width in [*sizes, (8, 8), (9, 8), (8, 9), (16, 16), (17, 17), (31, 25)]:
        for channels in (1, 3):
            yield case(noise(height, width, channels), 75)
            yield case(gradient(height, width, channels), 95)
    for quality in range(1, 101):
        channels = 3 if quality % 4 else 1
        yield case(noise(9, 10, channels, seed=quality), quality)
        yield case(gradient(11, 18, channels), quality)
    black_and_white = (noise(16, 24, 3) > 127).astype(np.uint8) * 255
    for quality in (1, 2, 5, 10, 30, 100):
        yield case(black_and_white, quality)
    pixels = noise(19, 21, 4)
    output = np.dstack([compressed(pixels[..., :3], 60), pixels[..., 3]])
    yield Case({"quality": 60}, pixels, output, "cv2 of the colours, alpha carried")
    for quality in (40, 90):
        pixels = (noise(9, 11, 3, "float32", seed=quality) * 0.6 + 0.5).astype(np.float32)
        levels = np.clip(np.rint(pixels * 255), 0, 255).astype(np.uint8)
        output = compressed(levels, quality).astype(np.float32) / np.float32(255)
        yield Case({"quality": quality}, pixels, output, "the same through 8 bits, as albucore.uint8_io")
        pixels = noise(9, 11, 3, "uint16", seed=quality)
        levels = np.rint(pixels / 257).astype(np.uint8)
        output = compressed(levels, quality).astype(np.uint16) * 257
        yield Case({"quality": quality}, pixels, output, "the same through 8 bits, of 16")
