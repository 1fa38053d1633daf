"""What a user of Pillow and NumPy would write, one process per core: `pillow.py WORK INPUT OUTPUT`."""

import json
import os
import sys
from multiprocessing import Pool

import numpy as np
from PIL import Image, ImageFilter, ImageOps

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def opened(source):
    return ImageOps.exif_transpose(Image.open(source)).convert("RGB")


def arrays(source, target):
    image = opened(source).resize((224, 224), Image.Resampling.BILINEAR)
    image = image.filter(ImageFilter.GaussianBlur(1.1))
    values = (np.asarray(image, np.float32) / 255 - MEAN) / STD
    np.save(target + ".npy", np.ascontiguousarray(values.transpose(2, 0, 1)))


def letterbox(source, target):
    # ImageOps.pad of an opened file; no draft mode is asked for.
    image = ImageOps.pad(opened(source), (640, 640), Image.Resampling.BILINEAR, color=(114, 114, 114))
    image.save(target + ".jpg", quality=90)


def statistics(source, _target):
    pixels = np.asarray(opened(source))
    figures = {name: getattr(pixels, name)(axis=(0, 1)).tolist() for name in ("mean", "std", "min", "max")}
    figures["median"] = np.median(pixels, axis=(0, 1)).tolist()
    histograms = [np.bincount(pixels[..., channel].ravel(), minlength=256) for channel in range(3)]
    shares = [histogram[histogram > 0] / histogram.sum() for histogram in histograms]
    figures["entropy"] = [float(-(share * np.log2(share)).sum()) for share in shares]
    values = pixels.astype(np.float64)
    return figures, pixels[..., 0].size, values.sum(axis=(0, 1)), (values**2).sum(axis=(0, 1))


def develop(job):
    work, source, target = job
    return {"arrays": arrays, "letterbox": letterbox, "statistics": statistics}[work](source, target)


if __name__ == "__main__":
    work, source, target = sys.argv[1:]
    jobs = [(work, os.path.join(source, n), os.path.join(target, os.path.splitext(n)[0])) for n in os.listdir(source)]
    with Pool() as pool:
        results = pool.map(develop, jobs, chunksize=4)
    if work == "statistics":
        count = sum(pixels for _figures, pixels, _sum, _squares in results)
        mean = sum(total for _figures, _pixels, total, _squares in results) / count
        squares = sum(squares for _figures, _pixels, _sum, squares in results) / count
        dataset = {"mean": mean.tolist(), "std": np.sqrt(squares - mean**2).tolist()}
        print(json.dumps({"images": [figures for figures, *_rest in results], "dataset": dataset}))
