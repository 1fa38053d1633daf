import { checkpoint } from '../checkpoint.ts';
import { filterSymmetric } from '../filter/separable.ts';
import { gaussianKernel, kernelSizeOf } from '../filter/gaussian-kernel.ts';
import { normalOf } from '../noise/normal.ts';
import { fillWithDraws, randomOfKey } from '../random.ts';
import { axisOf, nodeOf, splineVariance, writeSpline, type Axis } from './lattice.ts';
import { whereLookedUp, type Field } from './inverse.ts';
import type { Displacement } from './point-map.ts';
import type { Locate } from './locate.ts';
import { largestNormal } from './largest-normal.ts';

export interface ElasticValues {
  /** Factor of the blurred noise, in pixels. */
  readonly alpha: number;
  /** Of the blur, in pixels. */
  readonly sigma: number;
  readonly approximate: boolean;
  readonly same_dxdy: boolean;
  readonly noise_distribution: 'gaussian' | 'uniform';
  readonly key: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Nodes per standard deviation of the blur: what a B-spline between them loses then is less than 10⁻³. */
const fineness = 1.25;
/** Side of the kernel of Albumentations’ `approximate`, in pixels. */
const approximateSize = 17;
/** Draws at a time; a multiple of 4. */
const chunk = 4096;

/**
 * Noise blurred by a Gaussian, as `generate_displacement_fields` of Albumentations 2 makes it: its size, its reach and
 * its growth towards the edges, where the border is replicated, are the same. Noise of every pixel would be blurred to
 * something far smoother than the pixels, so it is drawn at nodes and a spline lies between them.
 */
export class ElasticField implements Field {
  private readonly x: Axis;
  private readonly y: Axis;
  private readonly horizontal: Float32Array;
  private readonly vertical: Float32Array;
  private readonly weightsX = new Float64Array(4);
  private readonly weightsY = new Float64Array(4);

  constructor(
    private readonly size: Size,
    values: ElasticValues,
  ) {
    const { alpha, sigma, approximate, same_dxdy, noise_distribution, key } = values;
    const widest = approximate ? 1 : Math.max(1, sigma / fineness);
    this.x = axisOf(size.width, widest);
    this.y = axisOf(size.height, widest);
    const random = randomOfKey(key);
    const isNormal = noise_distribution === 'gaussian';
    const drawn = size.width * size.height * (same_dxdy ? 1 : 2);
    const scale = isNormal ? alpha / largestNormal(drawn, random) : alpha;
    const blurred = () => {
      const noise = this.noise(random.key(), isNormal);
      return this.blur(noise, sigma, approximate, scale);
    };
    this.horizontal = blurred();
    this.vertical = same_dxdy ? this.horizontal : blurred();
  }

  across(x: number, y: number): number {
    return this.at(this.horizontal, x, y);
  }

  down(x: number, y: number): number {
    return this.at(this.vertical, x, y);
  }

  /** Where the pixels of a row are looked up. */
  locate(): Locate {
    const { width } = this.size;
    const columns = this.x.nodes;
    const starts = new Int32Array(width);
    const weights = new Float64Array(width * 4);
    for (let x = 0; x < width; x++) {
      const node = nodeOf(this.x, x);
      starts[x] = Math.floor(node);
      writeSpline(node - starts[x]!, weights, x * 4);
    }
    // One node before the first, and two behind the last.
    const lineX = new Float64Array(columns + 3);
    const lineY = new Float64Array(columns + 3);
    return (y, xs, ys) => {
      this.writeLine(this.horizontal, y, lineX);
      this.writeLine(this.vertical, y, lineY);
      for (let x = 0, at = 0; x < width; x++, at += 4) {
        let across = x;
        let down = y;
        for (let tap = 0; tap < 4; tap++) {
          const weight = weights[at + tap]!;
          across += weight * lineX[starts[x]! + tap]!;
          down += weight * lineY[starts[x]! + tap]!;
        }
        xs[x] = across;
        ys[x] = down;
      }
    };
  }

  /** Values at the nodes; one between the edges stands for as many pixels as are between the nodes. */
  private noise(key: number, isNormal: boolean): Float32Array {
    const { x, y } = this;
    const noise = new Float32Array(x.nodes * y.nodes);
    const draws = new Uint32Array(chunk);
    for (let from = 0; from < noise.length; from += chunk) {
      checkpoint();
      fillWithDraws(draws, key, from);
      const end = Math.min(from + chunk, noise.length);
      for (let at = from; at < end; at++) {
        noise[at] = isNormal ? normalOf(draws[at - from]!) : (draws[at - from]! + 0.5) / 2 ** 31 - 1;
      }
    }
    const isEdge = (axis: Axis, node: number) => node === 0 || node === axis.nodes - 1;
    const weightX = 1 / Math.sqrt(x.spacing);
    const weightY = 1 / Math.sqrt(y.spacing);
    for (let row = 0, at = 0; row < y.nodes; row++) {
      const weight = isEdge(y, row) ? 1 : weightY;
      for (let column = 0; column < x.nodes; column++, at++) {
        noise[at]! *= isEdge(x, column) ? weight : weight * weightX;
      }
    }
    return noise;
  }

  private blur(data: Float32Array, sigma: number, approximate: boolean, scale: number): Float32Array {
    const kernelOf = ({ spacing }: Axis) => {
      if (approximate) return gaussianKernel(approximateSize, sigma);
      const deviation = Math.sqrt((sigma / spacing) ** 2 - splineVariance);
      return gaussianKernel(kernelSizeOf(deviation, 'float32'), deviation);
    };
    const image = {
      data,
      width: this.x.nodes,
      height: this.y.nodes,
      channels: 1,
      orientation: 1,
    } as const;
    const across = withinReach(kernelOf(this.x), this.x.nodes);
    const down = withinReach(kernelOf(this.y), this.y.nodes).map(weight => weight * scale);
    return filterSymmetric(image, across, 'replicate', down) as Float32Array;
  }

  /** The nodes' values along image row `y`, with their margins. */
  private writeLine(values: Float32Array, y: number, line: Float64Array): void {
    const columns = this.x.nodes;
    const node = nodeOf(this.y, y);
    const top = Math.floor(node);
    writeSpline(node - top, this.weightsY, 0);
    line.fill(0);
    for (let tap = 0; tap < 4; tap++) {
      const from = this.rowStart(top + tap - 1);
      const weight = this.weightsY[tap]!;
      for (let column = 0; column < columns; column++) line[column + 1]! += weight * values[from + column]!;
    }
    line[0] = line[1]!;
    line[columns + 1] = line[columns]!;
    line[columns + 2] = line[columns]!;
  }

  private rowStart(row: number): number {
    return Math.min(Math.max(row, 0), this.y.nodes - 1) * this.x.nodes;
  }

  private at(values: Float32Array, x: number, y: number): number {
    const nodeX = nodeOf(this.x, x);
    const nodeY = nodeOf(this.y, y);
    const left = Math.floor(nodeX);
    const top = Math.floor(nodeY);
    writeSpline(nodeX - left, this.weightsX, 0);
    writeSpline(nodeY - top, this.weightsY, 0);
    let sum = 0;
    for (let row = 0; row < 4; row++) {
      const from = this.rowStart(top + row - 1);
      let line = 0;
      for (let column = 0; column < 4; column++) {
        const place = Math.min(Math.max(left + column - 1, 0), this.x.nodes - 1);
        line += this.weightsX[column]! * values[from + place]!;
      }
      sum += this.weightsY[row]! * line;
    }
    return sum;
  }
}

/**
 * The kernel for a line of `length` nodes with replicated borders: what reaches beyond the other end from every node is
 * all that end's, so a blur far wider than the line costs no more than one of its length.
 */
function withinReach(kernel: Float64Array, length: number): Float64Array {
  const beyond = (kernel.length - 1) / 2 - (length - 1);
  if (beyond <= 0) return kernel;
  const within = kernel.slice(beyond, kernel.length - beyond);
  for (let tap = 0; tap < beyond; tap++) {
    within[0]! += kernel[tap]!;
    within[within.length - 1]! += kernel[kernel.length - 1 - tap]!;
  }
  return within;
}

/** Where points land. The field is made when the first point asks for it. */
export function elasticMap(size: Size, values: ElasticValues): Displacement {
  let field: ElasticField | undefined;
  return {
    land(x, y) {
      field ??= new ElasticField(size, values);
      const [u, v] = whereLookedUp(field, x - 0.5, y - 0.5);
      return [u + 0.5, v + 0.5];
    },
  };
}
