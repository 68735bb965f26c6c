import { describe, expect, test } from 'vitest';
import { isLoopback, readConfig } from '../../sandbox/config.ts';

describe('settings', () => {
  test('without any: this machine only, port 4321, ./data', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4321,
      origins: [],
      trustedProxies: [],
    });
    expect(config.dataDir).toBe(`${process.cwd()}/data`);
    expect(config.sessionDir).toBe(config.dataDir);
    expect(config.limits).toMatchObject({ idleMs: 20 * 60_000, lifetimeMs: 60 * 60_000, warm: 1 });
  });

  test('an empty variable is none', () => {
    expect(readConfig({ HOST: '', PORT: '', DATA_DIR: '' })).toEqual(readConfig({}));
  });

  test('all of them', () => {
    const config = readConfig({
      HOST: '0.0.0.0',
      PORT: '80',
      DATA_DIR: '/var/lib/lab',
      SESSION_DIR: '/run/lab',
      PUBLIC_ORIGIN: 'https://lab.example, https://lab.example:8443',
      TRUSTED_PROXIES: '10.0.0.2, fd00::/8',
      MAX_MACHINES: '40',
      WARM_MACHINES: '5',
      IDLE_MINUTES: '10',
      LIFETIME_MINUTES: '240',
    });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 80,
      dataDir: '/var/lib/lab',
      sessionDir: '/run/lab',
      origins: ['https://lab.example', 'https://lab.example:8443'],
      trustedProxies: ['10.0.0.2', 'fd00::/8'],
      limits: { machines: 40, warm: 5, idleMs: 600_000, maxLifetimeMs: 240 * 60_000 },
    });
  });

  test.each([
    { PORT: 'http' },
    { PORT: '65536' },
    { PORT: '-1' },
    { WARM_MACHINES: 'many' },
    { MAX_MACHINES: '0' },
    { IDLE_MINUTES: '0' },
    { PUBLIC_ORIGIN: 'lab.example' },
    { PUBLIC_ORIGIN: 'https://lab.example/path' },
    { TRUSTED_PROXIES: 'proxy.lab.example' },
    { TRUSTED_PROXIES: '10.0.0.0/33' },
    { TRUSTED_PROXIES: '10.0.0.0/' },
    { TRUSTED_PROXIES: 'true' },
  ])('%o is refused by its name', (env) => {
    expect(() => readConfig(env)).toThrow(Object.keys(env)[0]);
  });
});

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['192.168.1.2', false],
])('%s is reached by this machine only: %s', (host, only) => {
  expect(isLoopback(host)).toBe(only);
});
