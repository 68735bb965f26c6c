import { ICONS } from '../components/icons.ts';

/** Beyond the site's own: inner SVG on the same 16 by 16 grid. */
const MORE = {
  info: '<circle cx="8" cy="8" r="6.2"/><path d="M8 7.2v4m0-6.5v.1"/>',
  up: '<path d="m3.5 10 4.5-4.5L12.5 10"/>',
  down: '<path d="m3.5 6 4.5 4.5L12.5 6"/>',
  download: '<path d="M8 2v8.5M4.2 7 8 10.8 11.8 7M2.5 14h11"/>',
  taller: '<path d="M8 2v12M5 5l3-3 3 3m-6 6 3 3 3-3"/>',
  wider: '<path d="M2 8h12M5 5 2 8l3 3m6-6 3 3-3 3"/>',
  more: '<path d="M3.5 8h.1M8 8h.1m4.4 0h.1" stroke-width="2.5"/>',
  undo: '<path d="M6 3 2.5 6.5 6 10M2.5 6.5h7a4 4 0 0 1 0 8H7"/>',
  reader: '<path d="M2 6v4h2.5L8 13V3L4.5 6zM10.5 5.5a3.5 3.5 0 0 1 0 5m2-7.5a7 7 0 0 1 0 10"/>',
} as const;

const SHAPES = { ...ICONS, ...MORE };

export type IconName = keyof typeof SHAPES;

/** Decoration: the words beside it, or the button's label, carry the meaning. */
export function Icon({ name, class: extra }: { name: IconName; class?: string }) {
  return (
    <svg
      class={extra ? `i ${extra}` : 'i'}
      viewBox="0 0 16 16"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: SHAPES[name] }}
    />
  );
}
