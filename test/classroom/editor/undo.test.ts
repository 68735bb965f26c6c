import { describe, expect, test } from 'vitest';
import { apply, type Operation, replacement } from '../../../src/classroom/editor/operation.ts';
import { Undo } from '../../../src/classroom/editor/undo.ts';

/** A text into which somebody types, and others do as well. */
function desk(start: string) {
  let [text, now] = [start, 0];
  const undo = new Undo(() => now);
  const put = (at: number, word: string, end = at): Operation =>
    replacement(text.length, { start: at, end, text: word });
  return {
    text: () => text,
    wait: (ms: number) => {
      now += ms;
    },
    type(at: number, word: string, end?: number) {
      const edit = put(at, word, end);
      undo.typed(edit, text);
      text = apply(edit, text);
    },
    other(at: number, word: string, end?: number) {
      const edit = put(at, word, end);
      undo.changed(edit);
      text = apply(edit, text);
    },
    undo() {
      const step = undo.take(text);
      if (step) text = apply(step, text);
      return step !== null;
    },
  };
}

describe('taking back', () => {
  test('takes what was typed in one go, then what was typed before', () => {
    const at = desk('ab');
    for (const [index, letter] of [...'xyz'].entries()) at.type(1 + index, letter);
    at.wait(5_000);
    at.type(0, '', 1);
    expect(at.text()).toBe('xyzb');
    at.undo();
    expect(at.text()).toBe('axyzb');
    at.undo();
    expect(at.text()).toBe('ab');
    expect(at.undo()).toBe(false);
  });

  test('leaves what others typed, before, between and after', () => {
    const at = desk('ab');
    at.type(1, 'mine');
    at.other(0, 'HERS ');
    at.other(at.text().length, ' HERS');
    at.other(8, '-');
    expect(at.text()).toBe('HERS ami-neb HERS');
    at.undo();
    expect(at.text()).toBe('HERS a-b HERS');
  });

  test('passes over what others have removed already', () => {
    const at = desk('ab');
    at.type(0, 'first ');
    at.wait(5_000);
    at.type(6, 'second ');
    at.other(6, '', 13);
    expect(at.undo()).toBe(true);
    expect(at.text()).toBe('ab');
  });
});
