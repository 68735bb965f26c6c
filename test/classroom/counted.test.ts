import { describe, expect, test } from 'vitest';
import { counted } from '../../src/classroom/counted.ts';
import type { CheckCount } from '../../src/schemas/classroom/learner.ts';
import { reports } from './reports.ts';

/** `fail 2 (1 alike): a`: state, tries, repeats and evidence after these reports. */
const countOf = (story: string) => {
  const count = reports(story).reduce<CheckCount | undefined>(
    (before, { results, pass }) => results.reduce((one, each) => counted(one, each, pass), before),
    undefined,
  );
  if (!count) return '';
  const { state, tries, repeats, running, observed } = count;
  const alike = repeats === undefined ? '' : ` (${repeats} alike)`;
  return `${state}${running ? '…' : ''} ${tries}${alike}${observed ? `: ${observed}` : ''}`;
};

describe('a check is counted', () => {
  test.each([
    // What the lab sees by itself.
    ['x:a', 'fail 0: a'],
    ['x:a x:a', 'fail 0: a'],
    ['x:a x:b', 'fail 1 (1 alike): b'],
    ['x:a x:b x:a', 'fail 2 (1 alike): a'],
    ['x:a x:b x:c x:d', 'fail 3 (1 alike): d'],
    ['-', 'pending 0'],
    // What the learner asks for.
    ['x:a? ', 'fail 1 (1 alike): a'],
    ['x:a x:a?', 'fail 1 (1 alike): a'],
    ['x:a? x:a? x:a?', 'fail 3 (3 alike): a'],
    ['x:a? x:b? x:c? x:d?', 'fail 4 (1 alike): d'],
    ['x:a? x:a x:a', 'fail 1 (1 alike): a'],
    ['x:a? x:a? x:b x:b?', 'fail 4 (2 alike): b'],
    // A pass is the end of a story, but not of the book.
    ['+', 'pass 0'],
    ['x:a? x:a? +', 'pass 2'],
    ['x:a? x:a? + x:a', 'fail 2: a'],
    ['x:a? + x:a?', 'fail 2 (1 alike): a'],
    ['x:a? + + x:b', 'fail 1: b'],
    // Trouble and what was not run say nothing of the learner.
    ['x:a? !', 'error 1 (1 alike): a'],
    ['x:a? ! x:a', 'fail 1 (1 alike): a'],
    ['x:a? - x:a?', 'fail 2 (2 alike): a'],
    ['!? !?', 'error 0'],
    // Half of a story: only good news is taken.
    ['x:a~', 'pending 0'],
    ['x:a? x:b~', 'fail 1 (1 alike): a'],
    ['x:a? x:b~ x:b?', 'fail 2 (1 alike): b'],
    ['x:a? +~', 'pass 1'],
    ['x:a? …', 'fail… 1 (1 alike): a'],
    ['…', 'pending… 0'],
    ['x:a? … x:a?', 'fail 2 (2 alike): a'],
    ['x:a? … -~', 'fail 1 (1 alike): a'],
    ['… +', 'pass 0'],
  ])('%s → %s', (story, outcome) => {
    expect(countOf(story)).toBe(outcome);
  });

  test('only where it was asked for, when others were', () => {
    const [report] = reports('x:a');
    const result = report?.results[0];
    if (!result) throw new Error('no result');
    expect(counted(undefined, result, { asked: ['another'] }).tries).toBe(0);
  });

  test('evidence is cut', () => {
    const [report] = reports(`x:${'a'.repeat(3_000)}?`);
    expect(countOf(`x:${'a'.repeat(3_000)}?`)).toHaveLength(2_000 + 'fail 1 (1 alike): '.length);
    expect(report?.pass?.asked).toEqual(['one']);
  });
});
