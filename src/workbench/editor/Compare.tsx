import { useEffect, useMemo, useRef } from 'preact/hooks';
import { diffLines } from './line-diff.ts';

export interface CompareProps {
  readonly label: string;
  readonly left: { readonly name: string; readonly text: string };
  readonly right: { readonly name: string; readonly text: string };
}

/** Both versions of a file beside each other; lines that differ are marked by sign and ground. */
export function Compare({ label, left, right }: CompareProps) {
  const rows = useMemo(() => diffLines(left.text, right.text), [left.text, right.text]);
  const box = useRef<HTMLElement>(null);
  // The first difference comes into sight, with a line of what stands above it.
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('.wb-del, .wb-ins');
    if (first && box.current) box.current.scrollTop = first.offsetTop - 3 * first.offsetHeight;
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
    <section class="wb-compare" ref={box} aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{left.name}</th>
            <th scope="col">{right.name}</th>
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td>(empty)</td>
              <td>(empty)</td>
            </tr>
          )}
          {rows.map((row, at) => (
            <tr key={at}>
              {row.same ? (
                <>
                  <td>{row.left}</td>
                  <td>{row.right}</td>
                </>
              ) : (
                <>
                  <td class={row.left === undefined ? 'wb-none' : 'wb-del'}>
                    {row.left !== undefined && <del>{row.left}</del>}
                  </td>
                  <td class={row.right === undefined ? 'wb-none' : 'wb-ins'}>
                    {row.right !== undefined && <ins>{row.right}</ins>}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
