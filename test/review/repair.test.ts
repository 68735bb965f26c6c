import { describe, expect, test } from 'vitest';
import { judgeRepair, repairWorkspace } from '../../src/review/repair.ts';
import type { RepairTask } from '../../src/review/served.ts';
import { createUnitFiles } from '../../src/unit-files/service.ts';

const task: RepairTask = {
  name: 'web.socket',
  content: '[Socket]\nListenStream=127.0.0.1:7777 # our port\n',
  companions: { 'web.service': '[Service]\nExecStart=/bin/true\n' },
  solution: '# our port\n[Socket]\nListenStream=127.0.0.1:7777\n',
  keeps: { 'Socket.ListenStream': '127.0.0.1:7777' },
  readings: {},
};
const units = createUnitFiles({ version: 252 });
const judge = (content: string) =>
  judgeRepair(task, content, units.diagnose(repairWorkspace(task, content)));

describe('a repaired file', () => {
  test.each([
    ['the solution', task.solution, true],
    ['what was broken', task.content, false],
    ['another port', '[Socket]\nListenStream=127.0.0.1:7778\n', false],
    ['the right port taken back', `${task.solution}ListenStream=\nListenStream=1234\n`, false],
    ['the right port in another section', '[Unit]\nListenStream=127.0.0.1:7777\n', false],
    ['nothing', '', false],
  ])('%s: %j is judged %s', (_, content, ok) => {
    const found = judge(content);
    expect(found.ok).toBe(ok);
    expect(found.problems.length > 0).toBe(!ok);
  });
});
