import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';

/** Set-up as people run it, in cases where it has to stop before it changes anything. */
function setUp(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['sandbox/setup.mjs', ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr: stderr.trim() };
}

describe('set-up that cannot begin', () => {
  it('says how it is called', () => {
    const usage = 'Usage: node sandbox/setup.mjs start|dev|test';
    expect(setUp([])).toEqual({ status: 1, stdout: '', stderr: usage });
    expect(setUp(['constructor'])).toEqual({ status: 1, stdout: '', stderr: usage });
  });

  it('says that the port is taken, and how to choose another', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const { status, stdout, stderr } = setUp(['start'], { PORT: String(port), HOST: '' });
    server.close();
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(stderr).toContain('PORT=4322 npm start');
  });

  it('says that the data directory cannot be written', () => {
    const { status, stderr } = setUp(['dev'], { DATA_DIR: '/etc/passwd/data' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The data directory \/etc\/passwd\/data cannot be written/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
