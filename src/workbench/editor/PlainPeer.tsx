import { positionAt } from './positions.ts';
import type { Peer } from './workspace.ts';
import './peer-cursors.css';

/** Somebody else's cursor over the plain editor: their line once more, unseen, with the caret in it. */
export function PlainPeer({ peer, text }: { peer: Peer; text: string }) {
  const { line, column } = positionAt(text, peer.head);
  const written = text.split('\n')[line] ?? '';
  return (
    <pre
      class="wb-plain-peer"
      aria-hidden="true"
      style={{ top: `calc(var(--s-2) + ${line} * 1.5rem)` }}
    >
      {written.slice(0, column)}
      <i class="wb-plain-caret" />
      {written.slice(column)}
      <span class="wb-peer-name">{peer.name}</span>
    </pre>
  );
}
