import { describe, expect, test } from 'vitest';
import { serveCards } from '../../src/course/serve-cards.ts';
import type { Card, Deck } from '../../src/schemas/deck.ts';

const recorded = {
  id: 'sockets',
  command: 'systemctl list-sockets',
  text: 'LISTEN   UNIT\n/run/a   a.socket',
  exitCode: 3,
  systemd: '252.39-1~deb12u2',
  release: 'Debian 12',
};

async function serve(card: Partial<Card> & { kind: Card['kind'] }) {
  const deck = {
    deck: 'm',
    title: 'M',
    summary: 'S',
    cards: [{ id: 'x', checks: [], ...card }],
  };
  const { cards } = await serveCards([deck as Deck], [], {
    render: async (markdown) => `<p>${markdown}</p>`,
    output: async (name) => ({ ...recorded, command: `${recorded.command} # ${name}` }),
  });
  return cards;
}

describe('what the review page loads', () => {
  test('a recorded output comes as it was printed, and is no HTML', async () => {
    expect(
      await serve({ kind: 'output', output: 'm/one#sockets', question: 'Q', answer: 'A' }),
    ).toEqual([
      {
        key: 'x',
        deck: 'm',
        question: '<p>Q</p>',
        answer: '<p>A</p>',
        output: {
          command: 'systemctl list-sockets # m/one#sockets',
          text: recorded.text,
          caption: 'Recorded on Debian 12, systemd 252, exit status 3',
        },
      },
    ]);
  });
  test('a lesson without a page is not linked', async () => {
    expect(await serve({ kind: 'basic', front: 'F', back: 'B', lesson: 'm/planned' })).toEqual([
      { key: 'x', deck: 'm', question: '<p>F</p>', answer: '<p>B</p>' },
    ]);
  });
});
