import { expect, test } from 'vitest';
import { Templates } from '../../src/grading/templates.ts';
import type { FactsQuery } from '../../src/machine/machine.ts';
import { ScriptedMachine } from './scripted-machine.ts';

const TEMPLATE = 'demo-echo@lab-question.service';
const FILE = '/etc/systemd/system/demo-echo@.service';

/** Reads properties of the template, and of nothing else, one reading after another. */
function reader() {
  const machine = new ScriptedMachine();
  machine.set(TEMPLATE, { LoadState: 'loaded', StandardInput: 'socket' });
  const templates = new Templates();
  const read = async (...wanted: string[]) => {
    const query: FactsQuery = { units: { 'a.socket': ['LoadState'], [TEMPLATE]: wanted } };
    const before = machine.queries.length;
    const { units } = await templates.read(query, (part) => machine.facts(part));
    const asked = machine.queries.slice(before).map((each) => each.units?.[TEMPLATE]);
    return { said: units[TEMPLATE], asked: asked.filter((each) => each !== undefined) };
  };
  return { machine, templates, read };
}

test('a template is asked about once, and for what is not known', async () => {
  const { read } = reader();
  expect(await read('LoadState')).toEqual({
    said: { LoadState: 'loaded' },
    asked: [['LoadState']],
  });
  expect(await read('LoadState')).toEqual({ said: { LoadState: 'loaded' }, asked: [] });
  expect(await read('LoadState', 'StandardInput', 'Absent')).toEqual({
    said: { LoadState: 'loaded', StandardInput: 'socket' },
    asked: [['StandardInput', 'Absent']],
  });
  // That a unit has no such property is an answer, too.
  expect(await read('Absent')).toEqual({ said: {}, asked: [] });
});

test.each<[string, (bench: ReturnType<typeof reader>) => void, string[]]>([
  [
    'a unit file changed',
    ({ machine }) => machine.write(FILE, '[Service]\n'),
    ['LoadState', 'StandardInput'],
  ],
  [
    'somebody enabled a unit',
    ({ machine }) => {
      machine.unitLinks = 'one';
    },
    ['StandardInput'],
  ],
  [
    'systemd read its configuration anew',
    ({ templates }) => templates.reloaded(),
    ['StandardInput'],
  ],
])('it is asked about again when %s', async (_, change, asked) => {
  const bench = reader();
  const said = { LoadState: 'loaded', StandardInput: 'socket' };
  await bench.read('LoadState', 'StandardInput');
  change(bench);
  expect(await bench.read('LoadState', 'StandardInput')).toEqual({ said, asked: [asked] });
  expect(await bench.read('LoadState', 'StandardInput')).toEqual({ said, asked: [] });
});

test('a machine that does not answer leaves nothing behind that looks like an answer', async () => {
  const { machine, read } = reader();
  await read('LoadState');
  machine.write(FILE, '[Service]\n');
  const facts = machine.facts.bind(machine);
  machine.facts = async (query) => {
    if (query.units?.[TEMPLATE]) throw new Error('No answer.');
    return facts(query);
  };
  await expect(read('LoadState')).rejects.toThrow('No answer.');
  machine.facts = facts;
  expect((await read('LoadState')).asked).toEqual([['LoadState']]);
});

test('a property that the template no longer has is not told from memory', async () => {
  const { machine, read } = reader();
  await read('LoadState', 'StandardInput');
  machine.units.set(TEMPLATE, { LoadState: 'not-found' });
  expect((await read('LoadState', 'StandardInput')).said).toEqual({ LoadState: 'not-found' });
});

test('without templates a query stays as it is', async () => {
  const { machine, templates } = reader();
  const query = { units: { 'a.socket': ['LoadState'] } };
  await templates.read(query, (part) => machine.facts(part));
  expect(machine.queries).toEqual([query]);
});
