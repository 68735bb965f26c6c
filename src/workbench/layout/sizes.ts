/** How the panes share the room. Pure. */
import { z } from 'zod/mini';

export interface PaneSizes {
  /** Height of the editor, percent of what editor and lower pane share. */
  readonly editor: number;
  /** Width of the checks on wide screens, px. */
  readonly checks: number;
}

export interface SizeLimits {
  readonly min: number;
  readonly max: number;
  /** One press of an arrow key. */
  readonly step: number;
  /** One press of the button in a pane's head. */
  readonly leap: number;
}

export const LIMITS: Readonly<Record<keyof PaneSizes, SizeLimits>> = {
  editor: { min: 20, max: 80, step: 2, leap: 15 },
  checks: { min: 260, max: 560, step: 16, leap: 80 },
};

export const DEFAULT_SIZES: PaneSizes = { editor: 52, checks: 340 };

const Stored = z.object({ editor: z.number(), checks: z.number() });

const clamp = (value: number, { min, max }: SizeLimits): number =>
  Math.min(max, Math.max(min, value));

export function resize(sizes: PaneSizes, pane: keyof PaneSizes, to: number): PaneSizes {
  return { ...sizes, [pane]: Math.round(clamp(to, LIMITS[pane])) };
}

/** What a key on a separator asks for: a new size, or null when the key means nothing here. */
export function sizeForKey(
  key: string,
  size: number,
  limits: SizeLimits,
  grow: string,
  shrink: string,
): number | null {
  switch (key) {
    case grow:
      return clamp(size + limits.step, limits);
    case shrink:
      return clamp(size - limits.step, limits);
    case 'Home':
      return limits.min;
    case 'End':
      return limits.max;
    default:
      return null;
  }
}

export function parseSizes(json: string | null): PaneSizes {
  if (json === null) return DEFAULT_SIZES;
  try {
    const stored = z.safeParse(Stored, JSON.parse(json)).data;
    if (!stored) return DEFAULT_SIZES;
    return resize(resize(DEFAULT_SIZES, 'editor', stored.editor), 'checks', stored.checks);
  } catch {
    return DEFAULT_SIZES;
  }
}
