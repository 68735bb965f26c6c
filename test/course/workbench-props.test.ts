import { describe, expect, test } from 'vitest';
import { requireAnchors } from '../../src/course/workbench-props.ts';
import { Exercise } from '../../src/schemas/exercise.ts';

const exercise = (anchor?: string) =>
  Exercise.parse({
    id: 'echo',
    title: 'Echo',
    files: [],
    checks: [
      { id: 'loads', title: 'It loads', kind: 'verify', units: ['echo.socket'] },
      {
        id: 'listens',
        title: 'It listens',
        kind: 'unit',
        unit: 'echo.socket',
        properties: { SubState: 'listening' },
        ...(anchor && { anchor }),
      },
    ],
  });

describe('where checks lead', () => {
  test('to a heading, or nowhere', () => {
    expect(() => requireAnchors('01-a/01-b', exercise('listening'), ['listening'])).not.toThrow();
    expect(() => requireAnchors('01-a/01-b', exercise(), [])).not.toThrow();
  });

  test('an anchor without a heading names file, check and anchor', () => {
    expect(() => requireAnchors('01-a/01-b', exercise('owner'), ['listening'])).toThrow(
      /lessons\/01-a\/01-b\/exercise\.yaml: check listens has the anchor owner.*listening/s,
    );
  });
});
