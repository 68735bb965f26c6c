import { shownName } from './shown-name.ts';

/** A name as its owner typed it, kept from turning the text around it. */
export function Name({ of }: { of: string }) {
  return <bdi class="pname">{shownName(of)}</bdi>;
}
