import type { Box, Labels, LabelObject } from '../../shared/labels.ts';

/**
 * The same labels in continuous pixels of their frame; what is in pixels already is returned as it is.
 *
 * @param width of the frame that the labels were drawn on, in pixels
 */
export function inPixels(labels: Labels, width: number, height: number): Labels {
  if (labels.units !== 'fractions') return labels;
  const objects = labels.objects.map(object => scaled(object, width, height));
  return { ...labels, units: 'pixels', width, height, objects };
}

function scaled(object: LabelObject, width: number, height: number): LabelObject {
  const { box, polygons, keypoints } = object;
  return {
    ...object,
    ...(box && { box: [box[0] * width, box[1] * height, box[2] * width, box[3] * height] satisfies Box }),
    ...(polygons && {
      polygons: polygons.map(polygon =>
        polygon.map((value, index) => value * (index % 2 === 0 ? width : height)),
      ),
    }),
    ...(keypoints && {
      keypoints: keypoints.map(point => ({ ...point, x: point.x * width, y: point.y * height })),
    }),
  };
}
