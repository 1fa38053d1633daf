"""What Pillow reads from every file of a folder of public corpora, for run.ts to compare with.

    python test/conformance/pillow.py FOLDER REFERENCES

Writes `REFERENCES/<path>.npy` for every file of FOLDER that Pillow reads: (H, W, 4) uint8, RGBA of the first frame,
or (H, W) uint16 of 16-bit grayscale. Files that Pillow refuses get none. `REFERENCES/version.txt` is its version.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, __version__

ENDINGS = {".png", ".bmp", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff"}


def pixels_of(path):
    with Image.open(path) as image:
        if image.mode.startswith("I;16") and "transparency" not in image.info:
            return np.array(image).astype(np.uint16)
        return np.array(image.convert("RGBA"))


def main():
    source, target = map(Path, sys.argv[1:])
    warnings.simplefilter("ignore")
    target.mkdir(parents=True, exist_ok=True)
    (target / "version.txt").write_text(__version__)
    for path in sorted(source.rglob("*")):
        if path.suffix.lower() not in ENDINGS:
            continue
        try:
            pixels = pixels_of(path)
        except Exception:  # noqa: BLE001, whatever a damaged file makes Pillow raise
            continue
        reference = target / f"{path.relative_to(source)}.npy"
        reference.parent.mkdir(parents=True, exist_ok=True)
        np.save(reference, pixels)


main()
