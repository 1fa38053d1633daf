"""numpy.ndarray.flatten."""

from case import Case, noise


def cases():
    for channels in (1, 3, 4):
        for dtype in ("uint8", "uint16", "float32"):
            pixels = noise(3, 5, channels, dtype)
            yield Case({}, pixels, pixels.flatten(), "x.flatten()")
            planes = pixels.transpose(2, 0, 1) if channels > 1 else pixels
            yield Case({"layout": "chw"}, pixels, planes.flatten(), "x.transpose(2, 0, 1).flatten()")
    yield Case({}, noise(1, 1), noise(1, 1).flatten(), "x.flatten()")
    yield Case({}, noise(2, 3).flatten(), noise(2, 3).flatten(), "x.flatten()")
