import albumentations as A

from case import Case, gradient, noise


PAIRS = ((0.2, 0), (-0.2, 0), (0, 0.2), (0, -0.2), (0.1, 0.3), (-0.35, 0.77), (1, -1), (0.123, -0.456))


def cases():
    yield Case({}, noise(4, 5), noise(4, 5), "identity")
    for brightness, contrast in PAIRS:
        transform = A.RandomBrightnessContrast((brightness, brightness), (contrast, contrast), p=1)
        parameters = {"brightness": brightness, "contrast": contrast}
        reference = f"A.RandomBrightnessContrast brightness {brightness}, contrast {contrast}"
        for channels in (1, 3):
            for pixels in (gradient(16, 16, channels), noise(5, 7, channels)):
                yield Case(parameters, pixels, transform(image=pixels)["image"], reference)
            pixels = noise(5, 7, channels, "float32")
            yield Case(parameters, pixels, transform(image=pixels)["image"], reference, "relative")
            pixels = noise(5, 7, channels, "uint16")
            yield Case(parameters, pixels, transform(image=pixels)["image"], reference, "exact")
    for seed, (brightness, contrast) in enumerate(((0.5250761017737724, -0.07172128177726655), (-0.31234567, 0.7654321))):
        transform = A.RandomBrightnessContrast((brightness, brightness), (contrast, contrast), p=1)
        parameters = {"brightness": brightness, "contrast": contrast}
        reference = f"A.RandomBrightnessContrast brightness {brightness}, contrast {contrast}"
        pixels = noise(28, 30, 3, "uint16", seed)
        yield Case(parameters, pixels, transform(image=pixels)["image"], reference)
