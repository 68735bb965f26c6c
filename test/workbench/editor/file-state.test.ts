import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FileEvent,
  type FileState,
  isUnsaved,
  openFile,
  reduceFile,
} from '../../../src/workbench/editor/file-state.ts';

const PATH = '/etc/systemd/system/a.socket';
const START = '[Socket]\n';

/** A file as the exercise starts, after these events. */
const given = (...events: FileEvent[]): FileState =>
  events.reduce(reduceFile, openFile(PATH, START));

const typed = (text: string): FileEvent => ({ type: 'typed', text });
const machine = (content: string, version: string | null = content): FileEvent => ({
  type: 'machine',
  file: { path: PATH, version, content },
});
const saved = (content: string): FileEvent => ({
  type: 'saved',
  file: { path: PATH, version: content, content },
});
const put = (text: string): FileEvent => ({ type: 'put', text });
const does = (type: 'sending' | 'not-saved' | 'keep-mine' | 'take-machine' | 'unshelve') =>
  ({ type }) as const;

describe('a file changed in the machine', () => {
  test('shows up where nothing is unsaved', () => {
    const file = given(machine(START), machine('theirs'));
    expect(file).toMatchObject({ text: 'theirs', conflict: null, shelf: null });
    expect(isUnsaved(file)).toBe(false);
  });

  test('is a conflict where something is, and both versions are there', () => {
    const file = given(machine(START), typed('mine'), machine('theirs'));
    expect(file.text).toBe('mine');
    expect(file.conflict).toEqual({ path: PATH, version: 'theirs', content: 'theirs' });
  });

  test.each<[string, FileEvent[], string]>([
    ['says what the learner wrote', [typed('mine'), machine('mine')], 'mine'],
    ['is what the edit started from, touched', [typed('mine'), machine(START, 'v2')], 'v2'],
    [
      'is the echo of a save, typed on since',
      [typed('a'), does('sending'), typed('ab'), machine('a')],
      'a',
    ],
  ])('is no conflict when it %s', (_, events, version) => {
    const file = given(machine(START), ...events);
    expect(file.conflict).toBeNull();
    expect(file.base.version).toBe(version);
  });

  test('ends a conflict by going back, or by saying the same', () => {
    const open = [machine(START), typed('mine'), machine('theirs')];
    expect(given(...open, machine(START, 'v3')).conflict).toBeNull();
    expect(given(...open, typed('theirs'))).toMatchObject({
      conflict: null,
      base: { version: 'theirs', content: 'theirs' },
    });
  });

  test('puts the text aside when it was removed there', () => {
    const file = given(machine('saved text'), machine('', null));
    expect(file.text).toBe('');
    expect(given(machine('saved text'), machine('', null), does('unshelve')).text).toBe(
      'saved text',
    );
  });
});

describe('a conflict', () => {
  const open = [machine(START), typed('mine'), machine('theirs')];

  test('keeping mine builds on the machine version, so that a save is not refused', () => {
    const file = given(...open, does('keep-mine'));
    expect(file).toMatchObject({ text: 'mine', conflict: null, base: { version: 'theirs' } });
    expect(isUnsaved(file)).toBe(true);
  });

  test("taking the machine's puts mine aside", () => {
    const file = given(...open, does('take-machine'));
    expect(file).toMatchObject({ text: 'theirs', conflict: null, shelf: { text: 'mine' } });
    expect(given(...open, does('take-machine'), does('unshelve')).text).toBe('mine');
  });
});

describe('saving', () => {
  test('makes what was sent the base; what was typed meanwhile stays unsaved', () => {
    const file = given(typed('a'), does('sending'), typed('ab'), saved('a'));
    expect(file).toMatchObject({ text: 'ab', base: { content: 'a' }, sending: null });
    expect(isUnsaved(file)).toBe(true);
  });

  test('a failed one leaves the text unsaved', () => {
    expect(isUnsaved(given(typed('a'), does('sending'), does('not-saved')))).toBe(true);
  });
});

describe('the solution', () => {
  test.each<[string, FileEvent[], string, string | null]>([
    ['puts the text aside', [typed('mine'), put('solution')], 'solution', 'mine'],
    ['and brings it back', [typed('mine'), put('solution'), does('unshelve')], 'mine', null],
    ['twice keeps the text of before', [typed('mine'), put('s1'), put('s2')], 's2', 'mine'],
    ['does not keep what nobody wrote', [put('solution')], 'solution', null],
    [
      'changed since, is put aside in turn',
      [typed('mine'), put('solution'), typed('solution+'), does('unshelve')],
      'mine',
      'solution+',
    ],
  ])('%s', (_, events, text, shelf) => {
    const file = given(...events);
    expect(file.text).toBe(text);
    expect(file.shelf?.text ?? null).toBe(shelf);
  });
});

const anyText = fc.constantFrom('', START, 'a', 'ab', 'theirs', 'solution');
const anyEvent: fc.Arbitrary<FileEvent> = fc.oneof(
  anyText.map(typed),
  fc.tuple(anyText, fc.constantFrom(null, 'v1', 'v2')).map(([text, v]) => machine(text, v)),
  anyText.map(saved),
  anyText.map(put),
  anyText.map((content): FileEvent => ({ type: 'new-machine', content })),
  fc.constantFrom(
    does('sending'),
    does('not-saved'),
    does('keep-mine'),
    does('take-machine'),
    does('unshelve'),
  ),
);

describe('whatever happens', () => {
  test('unsaved text leaves the editor only by the learner’s own hand', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), machineEvent(), (events, event) => {
        const before = given(...events);
        fc.pre(isUnsaved(before));
        expect(reduceFile(before, event).text).toBe(before.text);
      }),
    );
  });

  test('a conflict always shows two different texts', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const { text, conflict } = given(...events);
        if (conflict) expect(conflict.content).not.toBe(text);
      }),
    );
  });
});

function machineEvent(): fc.Arbitrary<FileEvent> {
  return fc.oneof(
    fc.tuple(anyText, fc.constantFrom(null, 'v1', 'v2')).map(([text, v]) => machine(text, v)),
    anyText.map(saved),
    fc.constant(does('sending')),
    fc.constant(does('not-saved')),
  );
}
