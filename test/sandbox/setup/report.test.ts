import { describe, expect, it } from 'vitest';
import { Report } from '../../../sandbox/setup/report.mjs';

describe('what set-up prints', () => {
  const printed = () => {
    let text = '';
    let now = 0;
    const report = new Report({ write: (part) => (text += part) }, () => now);
    return { report, text: () => text, wait: (ms: number) => (now += ms) };
  };

  it('is one line for a step that finds its work done', async () => {
    const { report, text } = printed();
    await report.step('Site', async () => ({ done: 'in place', value: undefined }));
    expect(text()).toBe('  Site                in place\n');
  });

  it('says what is done before it is done, and how long it took', async () => {
    const { report, text, wait } = printed();
    const value = await report.step('Machine image', async (say) => {
      say('building');
      wait(21_340);
      return { done: 'built', value: 7 };
    });
    expect(value).toBe(7);
    expect(text()).toBe('  Machine image       building\n  Machine image       built (21.3 s)\n');
  });

  it('passes failures on', async () => {
    const { report } = printed();
    const step = report.step('Site', async () => Promise.reject(new Error('no space')));
    await expect(step).rejects.toThrow('no space');
  });
});
