import type { Scene } from './scene.ts';
import type { Viewport } from './viewport.ts';

/**
 * The view for a new scene: the same part of the same image, whatever size the pipeline now gives it; another image of
 * another size is shown whole.
 */
export function carryOver(
  view: Viewport | undefined,
  old: Scene | undefined,
  scene: Scene,
): Viewport | undefined {
  if (!view) return undefined;
  const to = scene.frames.after;
  if (!old) return view.x <= to.width && view.y <= to.height ? view : undefined;
  const from = old.frames.after;
  if (from.width === to.width && from.height === to.height) return view;
  if (old.name !== scene.name) return undefined;
  const [growX, growY] = [to.width / from.width, to.height / from.height];
  return { scale: view.scale / Math.sqrt(growX * growY), x: view.x * growX, y: view.y * growY };
}
