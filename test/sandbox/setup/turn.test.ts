import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { takeTurn } from '../../../sandbox/setup/turn.mjs';

describe('one set-up at a time', () => {
  const folder = () => `/test/${randomBytes(8).toString('hex')}`;

  it('lets the next one in when the first is done', async () => {
    const name = folder();
    const order: string[] = [];
    const endFirst = await takeTurn(name, () => order.push('first waits'));
    const second = takeTurn(name, () => order.push('second waits')).then((end) => {
      order.push('second works');
      return end;
    });
    await expect.poll(() => order).toEqual(['second waits']);
    order.push('first ends');
    endFirst();
    (await second)();
    expect(order).toEqual(['second waits', 'first ends', 'second works']);
  });

  it('keeps folders apart', async () => {
    const ends = await Promise.all([takeTurn(folder(), fail), takeTurn(folder(), fail)]);
    for (const end of ends) end();
  });

  it('does not wait for one that was killed', async () => {
    const name = folder();
    const script = `
      const { takeTurn } = await import('./sandbox/setup/turn.mjs');
      await takeTurn(${JSON.stringify(name)}, () => {});
      console.log('has it');
      setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(other.stdout, 'data');
    let waited = false;
    const turn = takeTurn(name, () => {
      waited = true;
    });
    await expect.poll(() => waited).toBe(true);
    other.kill('SIGKILL');
    (await turn)();
  });
});

function fail(): never {
  throw new Error('waited');
}
