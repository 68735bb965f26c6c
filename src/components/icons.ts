/** Inner SVG of each icon, on a 16 × 16 view box; `.i` in base.css gives stroke and size. */
export const ICONS = {
  pass: '<circle class="solid" cx="8" cy="8" r="7"/><path class="cut" d="m4.9 8.3 2.2 2.2 4.1-4.6"/>',
  fail: '<path class="solid" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="cut" d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>',
  run: '<circle cx="8" cy="8" r="6.1"/><path class="solid" d="M8 1.9a6.1 6.1 0 0 1 0 12.2z"/>',
  wait: '<circle cx="8" cy="8" r="6.1" stroke-dasharray="1.6 2.6" stroke-width="1.5"/>',
  warn: '<path d="M8 1.8 15 14H1z"/><path d="M8 6.4v3.4m0 2v.1"/>',
  hand: '<path d="M4.4 9V4.2a1 1 0 0 1 2 0V7m0-.2V2.6a1 1 0 0 1 2 0V7m0-3.4a1 1 0 0 1 2 0V8m0-2a1 1 0 0 1 2 0v4.2c0 2.6-1.6 4.3-4 4.3-2 0-3-.8-4-2.6L2.4 9.6c-.6-1.2.8-2 1.6-1z" stroke-width="1.4"/>',
  clock: '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.6V8l2.3 1.6"/>',
  copy: '<rect x="5.5" y="5.5" width="8.5" height="8.5" rx="1"/><path d="M10.5 5.5V3a1 1 0 0 0-1-1H3a1 1 0 0 0-1 1v6.5a1 1 0 0 0 1 1h2.5"/>',
  play: '<path class="solid" d="M4.5 2.8v10.4L13 8z"/>',
  theme: '<circle cx="8" cy="8" r="6.2"/><path class="solid" d="M8 1.8a6.2 6.2 0 0 1 0 12.4z"/>',
  chev: '<path d="m6 3.5 4.5 4.5L6 12.5"/>',
  arrow: '<path d="M2.5 8h11m-4-4 4 4-4 4"/>',
  back: '<path d="M13.5 8h-11m4-4-4 4 4 4"/>',
  lock: '<rect x="3" y="7" width="10" height="7.2" rx="1"/><path d="M5.2 7V4.8a2.8 2.8 0 0 1 5.6 0V7"/>',
  eye: '<path d="M1 8s2.6-4.8 7-4.8S15 8 15 8s-2.6 4.8-7 4.8S1 8 1 8z"/><circle cx="8" cy="8" r="2"/>',
  dot: '<circle class="solid" cx="8" cy="8" r="4.6"/>',
  ring: '<circle cx="8" cy="8" r="5"/>',
  fix: '<path d="M6 13.8h4M6.4 11.4c0-1.6-2-2.4-2-5A3.6 3.6 0 0 1 8 2.6a3.6 3.6 0 0 1 3.6 3.8c0 2.6-2 3.4-2 5z"/>',
  book: '<path d="M8 3.6C6.6 2.6 4.6 2.2 1.8 2.2v10.6c2.8 0 4.8.4 6.2 1.4 1.4-1 3.4-1.4 6.2-1.4V2.2c-2.8 0-4.8.4-6.2 1.4zm0 0v10.4"/>',
  group:
    '<circle cx="5.6" cy="5.2" r="2.5"/><path d="M1 13.6c0-2.6 2-4.2 4.6-4.2s4.6 1.6 4.6 4.2M10.6 3a2.4 2.4 0 0 1 0 4.5m1.5 2.2c1.8.5 2.9 1.9 2.9 3.9"/>',
  cards:
    '<rect x="1.6" y="4.6" width="9.4" height="9.4" rx="1"/><path d="M4.6 4.6v-2a.9.9 0 0 1 .9-.9h8a.9.9 0 0 1 .9.9v8a.9.9 0 0 1-.9.9h-2.5"/>',
  search: '<circle cx="7" cy="7" r="4.6"/><path d="m10.5 10.5 3.6 3.6"/>',
  term: '<path d="m2.5 4 4 4-4 4m6 .4h5"/>',
  out: '<path d="M8 2.5h5.5V8m0-5.5L7 9M5.5 3.5h-3v10h10v-3"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  close: '<path d="m3.5 3.5 9 9m0-9-9 9"/>',
} as const;

export type IconName = keyof typeof ICONS;
