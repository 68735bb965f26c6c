import { useEffect, useRef, useState } from 'preact/hooks';
import { watchTheme } from '../../../workbench/colors.ts';
import type { Drawn } from './draw.ts';
import type { Plot } from './plot.ts';

/** A plot; `label` says in words what it shows. Its library is loaded when the first is wanted. */
export function PlotView({ plot, label }: { plot: Plot; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    const target = place.current;
    if (!target) return;
    let drawn: Drawn | null = null;
    let over = false;
    const draw = async () => {
      const { drawPlot } = await import('./draw.ts');
      if (over) return;
      drawn?.dispose();
      drawn = drawPlot(target, plot, setAt);
    };
    const again = () => void draw();
    again();
    // Paper is white, and a canvas does not notice.
    const print = matchMedia('print');
    print.addEventListener('change', again);
    const stop = watchTheme(again);
    const size = new ResizeObserver(() => drawn?.resize(target.clientWidth));
    size.observe(target);
    return () => {
      over = true;
      print.removeEventListener('change', again);
      stop();
      size.disconnect();
      drawn?.dispose();
    };
  }, [plot]);
  const legend = plot.legend ?? (plot.series.length > 1 ? plot.series : []);
  return (
    <div class="plot">
      {legend.length > 0 && (
        <ul class="legend">
          {legend.map(({ name, color, shape }) => (
            <li key={name}>
              <i class={shape} style={{ color: `var(--${color})` }} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <div ref={place} class="canvas" role="img" aria-label={label} />
      <p class="reading num" aria-hidden="true">
        {at === null || plot.labels[at] === undefined ? '' : reading(plot, at)}
      </p>
    </div>
  );
}

function reading({ labels, series, format }: Plot, at: number): string {
  const values = series.flatMap(({ name, values }) => {
    const value = values[at];
    if (value === null || value === undefined) return [];
    return series.length > 1 ? `${name} ${format(value)}` : format(value);
  });
  return `${labels[at]}: ${values.join(', ') || 'nothing'}`;
}
