import { describe, expect, it } from 'vitest';
import { count, type FileResult } from '../../.ci/count.mjs';

describe('the last line of .ci/run', () => {
  const file = (status: string, ...tests: string[]): FileResult => ({
    status,
    assertionResults: tests.map((outcome) => ({ status: outcome })),
  });

  it.each([
    ['all well', [file('passed', 'passed', 'passed')], 0, '2 passed, 0 failed, 0 skipped'],
    ['a failed test', [file('failed', 'passed', 'failed')], 1, '1 passed, 1 failed, 0 skipped'],
    [
      'skipped and todo',
      [file('passed', 'passed', 'skipped', 'pending', 'todo')],
      0,
      '1 passed, 0 failed, 3 skipped',
    ],
    [
      'a file that broke before its tests',
      [file('passed', 'passed'), file('failed')],
      1,
      '1 passed, 1 failed, 0 skipped',
    ],
    [
      'a file whose tests pass and whose teardown fails',
      [file('failed', 'passed')],
      1,
      '1 passed, 1 failed, 0 skipped',
    ],
    ['an error outside all files', [file('passed', 'passed')], 1, '1 passed, 1 failed, 0 skipped'],
    ['checks that failed before the tests', undefined, 1, '0 passed, 1 failed, 0 skipped'],
  ])('%s', (_, testResults, exitStatus, line) => {
    const report = testResults && { success: exitStatus === 0, testResults };
    const { passed, failed, skipped } = count(report, exitStatus);
    expect(`${passed} passed, ${failed} failed, ${skipped} skipped`).toBe(line);
  });
});
