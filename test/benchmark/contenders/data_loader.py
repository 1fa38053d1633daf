"""What a data loader with Albumentations does for every image, one worker per core: `data_loader.py WORK INPUT OUTPUT`."""

import os
import sys
from multiprocessing import Pool

import albumentations as A
import cv2
import numpy as np

transform = A.Compose(
    [
        A.Resize(224, 224),
        A.Lambda(image=lambda image, **_options: cv2.GaussianBlur(image, (5, 5), 0)),
        A.Normalize(),
    ]
)


def develop(job):
    source, target = job
    image = cv2.cvtColor(cv2.imread(source), cv2.COLOR_BGR2RGB)
    values = transform(image=image)["image"]
    np.save(target + ".npy", np.ascontiguousarray(values.transpose(2, 0, 1)))


if __name__ == "__main__":
    cv2.setNumThreads(1)
    _work, source, target = sys.argv[1:]
    jobs = [(os.path.join(source, n), os.path.join(target, os.path.splitext(n)[0])) for n in os.listdir(source)]
    with Pool() as pool:
        pool.map(develop, jobs, chunksize=4)
