/** A class made up from a seed, for tests and the page that shows the grid without a server. */
import type { LessonView } from '../../src/schemas/classroom/class.ts';
import type { LearnerView } from '../../src/schemas/classroom/learner.ts';

export const ECHO = {
  lesson: 'first-socket/demo-echo',
  title: 'An echo service from two unit files',
  exercise: 'demo-echo',
  gate: { open: true },
  checks: [
    { id: 'verify', title: 'Both unit files are sound' },
    { id: 'loaded', title: 'systemd has loaded both' },
    { id: 'accept', title: 'One service per connection' },
    { id: 'listening', title: 'Socket is listening' },
    { id: 'enabled', title: 'Socket starts at boot' },
    { id: 'address', title: 'Only on 127.0.0.1:9091' },
    { id: 'own-connection', title: 'You have connected' },
    { id: 'echo', title: 'The line comes back' },
    { id: 'counted', title: 'Connections are counted' },
  ],
} satisfies LessonView;

const NAMES =
  'Goran Babic,Mira Koch,Caio Duarte,Farah Nasser,Tove Berg,Jonas Becker,Priya Raman,Nils Aaberg,Lea Fischer,Emre Yildiz,Quentin Roy,Samir Haddad,Yuki Tanaka,Rosa Medina,Anton Weiss,Oumar Diallo,Keiko Mori,Mateus Rocha,Ingrid Solheim,Bilal Khan,Chiara Conti,Dmitri Volkov,Ewa Nowak,Zeynep Kaya'.split(
    ',',
  );

const EVIDENCE = {
  expected: '`socket activation works`',
  observed: 'Nothing. The connection closed after 0 bytes.',
};

const MINUTE = 60_000;

/** A generator of numbers from 0 to 1 that says the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function classOf(size: number, now: number, seed = 1): LearnerView[] {
  const random = numbers(seed);
  return Array.from({ length: size }, (_, at) => learnerAt(at, now, random));
}

function learnerAt(at: number, now: number, random: () => number): LearnerView {
  const round = Math.floor(at / NAMES.length);
  const name = `${NAMES[at % NAMES.length]}${round > 0 ? ` ${round + 1}` : ''}`;
  const passed = Math.floor(random() * (ECHO.checks.length + 1));
  const failing = random() < 0.45;
  const tries = 1 + Math.floor(random() * 6);
  const since = now - Math.floor(random() * 15 * MINUTE);
  const stuck = failing && tries > 4;
  const working = ECHO.checks[passed]?.id;
  const checks = Object.fromEntries(
    ECHO.checks.slice(0, passed + 1).map(({ id }, check) => [
      id,
      check < passed
        ? { state: 'pass' as const, tries: random() < 0.3 ? 2 : 0, since: now - 20 * MINUTE }
        : {
            state: failing ? ('fail' as const) : ('pending' as const),
            ...(!failing && { running: true as const }),
            tries: failing ? tries : 0,
            since,
            ...(failing ? EVIDENCE : {}),
          },
    ]),
  );
  return learner(`learner-${at}`, {
    name,
    online: random() > 0.06,
    lesson: ECHO.lesson,
    machine: { state: random() > 0.05 ? 'ready' : 'starting' },
    lastActivityAt: since,
    checks: { 'demo-echo': checks },
    hints: { 'demo-echo': Math.floor(random() * 4) },
    hand:
      working && random() < 0.12
        ? {
            at: now - Math.floor(random() * 6 * MINUTE),
            lesson: ECHO.lesson,
            check: working,
            text: 'My echo is empty but the socket counts the connection.',
          }
        : null,
    stuck:
      stuck && working
        ? { exercise: 'demo-echo', check: working, since, why: 'same-failure' as const }
        : null,
  });
}

/** A learner who has done nothing yet, but for what is given. */
export function learner(id: string, given: Partial<LearnerView> = {}): LearnerView {
  return {
    id,
    name: id,
    joinedAt: 0,
    online: true,
    lesson: null,
    machine: { state: 'ready' },
    lastActivityAt: 0,
    checks: {},
    hints: {},
    activeMs: {},
    hand: null,
    stuck: null,
    shares: { files: null, terminal: null },
    ...given,
  };
}
