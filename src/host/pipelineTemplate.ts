/** A new pipeline file, made to be edited. */
export const pipelineTemplate = `# A Darkroom pipeline.
# “Preview beside”, above, shows what it does to your images.
version: 1
match: opencv        # whose arithmetic to reproduce where libraries differ: opencv or pillow

steps:               # run from top to bottom; put a # in front of those you do not need
  - orient           # turn the pixels as the camera was held (EXIF)
  - resize: { width: 224, height: 224, fit: contain, fill: [114, 114, 114] }
  # - grayscale
  # - gaussian_blur: { kernel_size: 5 }
  # - pool: { kind: max, size: 2 }
  # - normalize: { mean: imagenet, std: imagenet }   # float values: write them with format npy

output: { format: png }   # png, jpeg, webp, bmp, tiff or npy
`;
