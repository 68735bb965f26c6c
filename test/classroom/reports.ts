/**
 * Reports of checks, written short. `x:a +?` are two passes over one check: it fails and shows `a`,
 * then it passes when the learner asks. `x` fails, `+` passes, `!` is trouble, `-` was not run, `…`
 * runs. `?` marks that the learner asked, `~` a report before the pass was over. `,` stands between
 * the checks of one report, which are called one, two, three.
 */
import type { CheckResult, CheckState } from '../../src/schemas/session.ts';
import type { ChecksEvent } from '../../src/session/session.ts';

const IDS = ['one', 'two', 'three'];
const STATES: Readonly<Record<string, CheckState>> = {
  x: 'fail',
  '+': 'pass',
  '!': 'error',
  '-': 'pending',
  '…': 'running',
};

export function reports(story: string): readonly ChecksEvent[] {
  return story.trim().split(/ +/).map(report);
}

function report(text: string): ChecksEvent {
  const asked = text.endsWith('?') ? IDS : [];
  const over = !/~$|…/.test(text);
  const results = text.replace(/[?~]$/, '').split(',').map(result);
  const ids = new Set(results.map(({ id }) => id));
  return {
    type: 'checks',
    results,
    ...(over && { pass: { asked: asked.filter((id) => ids.has(id)) } }),
  };
}

function result(text: string, at: number): CheckResult {
  const state = STATES[text.charAt(0)];
  const id = IDS[at];
  if (!state || !id) throw new Error(`${text} is no check`);
  return { id, state, expected: 'a line', observed: text.slice(2), hints: [] };
}
