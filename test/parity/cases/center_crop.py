import albumentations as A

from case import Case, noise


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
