import type { ComponentChildren } from 'preact';
import { PlotView } from './PlotView.tsx';
import type { Plot } from './plot.ts';

interface Props {
  readonly id: string;
  readonly title: string;
  /** What it says, in a sentence. */
  readonly says: string;
  /** Nothing to show yet: what will be here. */
  readonly empty?: string | undefined;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** A panel with one figure. */
export function Figure({ id, title, says, empty, class: name = '', children }: Props) {
  return (
    <section class={`panel figure ${name}`} aria-labelledby={id} data-figure={id}>
      <div class="phead">
        <h2 class="tag" id={id}>
          {title}
        </h2>
      </div>
      <div class="body">
        <p class={empty === undefined ? 'says' : 'says muted'}>{empty ?? says}</p>
        {empty === undefined && children}
      </div>
    </section>
  );
}

/** A figure that is plotted, with its numbers behind it. */
export function PlotFigure({
  plot,
  table,
  ...rest
}: Omit<Props, 'children'> & { plot: Plot; table?: Rows }) {
  return (
    <Figure {...rest}>
      <PlotView plot={plot} label={`${rest.title}. ${rest.says}`} />
      <Numbers of={rest.title} rows={table ?? rowsOf(plot)} />
    </Figure>
  );
}

export interface Rows {
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
}

function rowsOf({ labels, axis, series, format }: Plot): Rows {
  return {
    head: [axis, ...series.map(({ name }) => name)],
    body: labels.map((label, index) => [
      label,
      ...series.map(({ values }) => {
        const value = values[index];
        return value === null || value === undefined ? '–' : format(value);
      }),
    ]),
  };
}

/** The numbers behind a figure. */
export function Numbers({ of, rows }: { of: string; rows: Rows }) {
  return (
    <details class="numbers">
      <summary>
        Numbers<span class="vh"> behind: {of}</span>
      </summary>
      <Scroll label={`Numbers behind: ${of}`}>
        <table class="num">
          <caption class="vh">{of}</caption>
          <thead>
            <tr>
              {rows.head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.body.map(([name, ...values]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {values.map((value, index) => (
                  <td key={index}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

/** A table that may be larger than its room. It scrolls by itself, so it takes the focus. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  const focusable = { tabIndex: 0, role: 'group', 'aria-label': label } as const;
  return (
    <div class="scroll" {...focusable}>
      {children}
    </div>
  );
}
