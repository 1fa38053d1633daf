"""What a user of Pillow would write: orient, resize, blur, normalize, NPY; one process per core."""

import os
import sys
from multiprocessing import Pool

import numpy as np
from PIL import Image, ImageFilter, ImageOps

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def develop(job):
    source, target = job
    image = ImageOps.exif_transpose(Image.open(source)).convert("RGB")
    image = image.resize((224, 224), Image.Resampling.BILINEAR)
    image = image.filter(ImageFilter.GaussianBlur(1.1))
    values = (np.asarray(image, np.float32) / 255 - MEAN) / STD
    np.save(target, np.ascontiguousarray(values.transpose(2, 0, 1)))


if __name__ == "__main__":
    source, target = sys.argv[1:]
    jobs = [(os.path.join(source, n), os.path.join(target, os.path.splitext(n)[0] + ".npy")) for n in os.listdir(source)]
    with Pool() as pool:
        pool.map(develop, jobs, chunksize=8)
