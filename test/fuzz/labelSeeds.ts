import { encodePng } from '../../src/codec/png/writer.ts';
import { noise } from '../fixtures/image.ts';

/** A folder of two images of 8×6 pixels and what is said of them. */
export interface Layout {
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Folder of the images. */
  readonly images: string;
  readonly annotations: string;
  /** The files that accidents happen to. */
  readonly struck: readonly string[];
}

const coco = {
  info: { description: 'two' },
  images: [
    { id: 1, file_name: 'a.png', width: 8, height: 6 },
    { id: 2, file_name: 'b.png', width: 8, height: 6 },
  ],
  annotations: [
    {
      id: 1,
      image_id: 1,
      category_id: 1,
      bbox: [1, 1, 4, 3],
      area: 12,
      segmentation: [[1, 1, 5, 1, 5, 4]],
      iscrowd: 0,
    },
    {
      id: 2,
      image_id: 2,
      category_id: 1,
      segmentation: { size: [6, 8], counts: [0, 8, 40] },
      area: 8,
      iscrowd: 1,
    },
    {
      id: 3,
      image_id: 2,
      category_id: 2,
      segmentation: { size: [6, 8], counts: '04\\0' },
      bbox: [0, 0, 2, 2],
    },
    {
      id: 4,
      image_id: 2,
      category_id: 1,
      keypoints: [1, 1, 2, 0, 0, 0],
      num_keypoints: 1,
      bbox: [0, 0, 3, 3],
    },
  ],
  categories: [
    { id: 1, name: 'cat', keypoints: ['nose', 'tail'], skeleton: [[1, 2]] },
    { id: 2, name: 'd,og "x"', supercategory: 'animal' },
  ],
};
const csv =
  'filename,width,height,class,xmin,ymin,xmax,ymax\na.png,8,6,cat,1,1,5,4\nb.png,8,6,"d,og",0,0,8,6\n';
const dataYaml =
  'path: .\ntrain: images\nval: images\nnc: 2\nnames:\n  0: cat\n  1: dog\nkpt_shape: [2, 3]\n';
const voc = (name: string) => `<annotation>
  <folder>images</folder><filename>${name}</filename>
  <size><width>8</width><height>6</height><depth>3</depth></size>
  <object><name>cat</name><pose>Left</pose><truncated>0</truncated><difficult>0</difficult>
    <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>4</ymax></bndbox>
    <part><name>head</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>3</xmax><ymax>3</ymax></bndbox></part>
  </object>
</annotation>
`;

const image = (seed: number) => encodePng(noise(8, 6, 3, 'uint8', seed));
const mask = (seed: number) => encodePng(noise(8, 6, 1, 'uint8', seed));
const images = { 'images/a.png': image(1), 'images/b.png': image(2) };

function layout(annotations: string, files: Readonly<Record<string, string | Uint8Array>>): Layout {
  const bytes = Object.entries(files).map(([name, content]) => [name, Buffer.from(content)] as const);
  return {
    files: { ...images, ...Object.fromEntries(bytes) },
    images: 'images',
    annotations,
    struck: Object.keys(files),
  };
}

/** One for each format of annotations. */
export const labelSeeds: Readonly<Record<string, Layout>> = {
  coco: layout('annotations.json', { 'annotations.json': JSON.stringify(coco, undefined, 1) }),
  csv: layout('labels.csv', { 'labels.csv': csv }),
  yolo: layout('data.yaml', {
    'data.yaml': dataYaml.replace(/kpt.*\n/, ''),
    'labels/a.txt': '0 0.5 0.5 0.25 0.5\n1 0.1 0.1 0.9 0.1 0.9 0.9\n',
    'labels/b.txt': '1 0.5 0.5 1 1\n',
  }),
  keypoints: layout('data.yaml', {
    'data.yaml': dataYaml,
    'labels/a.txt': '0 0.5 0.5 0.25 0.5 0.4 0.5 2 0 0 0\n',
    'labels/b.txt': '',
  }),
  voc: layout('Annotations', { 'Annotations/a.xml': voc('a.png'), 'Annotations/b.xml': voc('b.png') }),
  masks: layout('masks', { 'masks/a.png': mask(3), 'masks/b.png': mask(4) }),
};
