"""Pixels as torchvision takes them, and back."""

import numpy as np
import torch
from PIL import Image


def on_tensor(function, pixels: np.ndarray, *arguments, **named) -> np.ndarray:
    """What `function` makes of the pixels as a tensor (C, H, W)."""
    planes = pixels[None] if pixels.ndim == 2 else np.moveaxis(pixels, -1, 0)
    output = function(torch.from_numpy(np.ascontiguousarray(planes)), *arguments, **named).numpy()
    return output[0] if output.shape[0] == 1 else np.ascontiguousarray(np.moveaxis(output, 0, -1))


def on_image(function, pixels: np.ndarray, *arguments, **named) -> np.ndarray:
    """What `function` makes of the pixels as a Pillow image."""
    return np.asarray(function(Image.fromarray(pixels), *arguments, **named))
