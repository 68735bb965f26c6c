import { describe, expect, test } from 'vitest';
import { intervalFor } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS, ReviewSettings } from '../../src/review/settings.ts';
import { costOf, readTyped, typedOf } from '../../src/review/settings-form.ts';

const usual = typedOf(DEFAULT_SETTINGS);

describe('settings as they are typed', () => {
  test('say what they said', () => {
    const settings: ReviewSettings = { ...DEFAULT_SETTINGS, retention: 0.925, learningSteps: [] };
    expect(readTyped(typedOf(settings)).settings).toEqual(settings);
  });
  test.each([
    ['retention', '90 %', 0.9],
    ['retention', '92,5', 0.925],
    ['newPerDay', ' 0 ', 0],
    ['learningSteps', '1, 10; 60', [1, 10, 60]],
    ['relearningSteps', '', []],
  ] as const)('%s: %s', (field, typed, value) => {
    expect(readTyped({ ...usual, [field]: typed }).settings?.[field]).toEqual(value);
  });
  test.each([
    ['retention', '69'],
    ['retention', '97.5'],
    ['retention', ''],
    ['newPerDay', '-1'],
    ['newPerDay', '2.5'],
    ['reviewsPerDay', '1e3'],
    ['leechAfter', '0'],
    ['dayStartsAt', '24'],
    ['learningSteps', '1 ten'],
    ['learningSteps', '1 2 3 4 5 6 7'],
    ['relearningSteps', '1440'],
  ] as const)('%s refuses %s and says what it takes', (field, typed) => {
    const { settings, problems } = readTyped({ ...usual, [field]: typed });
    expect(settings).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toMatch(/^Give /);
  });
  test('what an older version kept has the usual steps', () => {
    const { learningSteps, relearningSteps } = ReviewSettings.parse({ retention: 0.8 });
    expect([learningSteps, relearningSteps]).toEqual([[1, 10], [10]]);
  });
});

test.each([
  [0.9, /about 90\. This is the usual balance/],
  [0.97, /come about \d\.\d times as often/],
  [0.7, /wait about \d\.\d times as long/],
])('a share of %d says what it costs', (retention, words) => {
  expect(costOf(retention, intervalFor)).toMatch(words);
});
