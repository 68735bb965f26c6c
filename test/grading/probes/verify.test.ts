import { describe, expect, test } from 'vitest';
import { grade, type Loose } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

const SOCKET = 'demo-echo.socket';

describe('verify', () => {
  const check: Loose = { kind: 'verify', units: [SOCKET, 'demo-echo@.service'] };
  const loaded = () =>
    machine((m) => {
      m.set(SOCKET, { LoadState: 'loaded', FragmentPath: '/run/systemd/system/demo-echo.socket' });
      m.set('demo-echo@lab-question.service', {
        LoadState: 'loaded',
        FragmentPath: '/usr/local/lib/systemd/system/demo-echo@.service',
      });
    });

  test('the files PID 1 loads, wherever they lie, with a clean environment', async () => {
    const made = loaded();
    let env: unknown;
    made.onExec = (_, options) => {
      env = options.env;
      return {};
    };
    expect((await grade(made, check)).state).toBe('pass');
    expect(made.calls).toContain(
      'exec /usr/bin/systemd-analyze verify --man=no --recursive-errors=no ' +
        '/run/systemd/system/demo-echo.socket /usr/local/lib/systemd/system/demo-echo@.service',
    );
    expect(env).toMatchObject({ PATH: '/usr/sbin:/usr/bin:/sbin:/bin' });
  });

  test('says what systemd-analyze says', async () => {
    const made = loaded();
    const complaint = '/etc/x.socket:3: Unknown key name ‘Listen’ in section ‘Socket’, ignoring.';
    made.onExec = () => ({ exitCode: 1, stderr: `${complaint}\n` });
    expect(await grade(made, check)).toMatchObject({ state: 'fail', observed: complaint });
  });

  test('a unit without a file', async () => {
    expect(await grade(machine(), check)).toMatchObject({
      state: 'fail',
      observed:
        'systemd finds no file for demo-echo.socket. systemd finds no file for demo-echo@.service.',
      command: 'systemctl cat demo-echo.socket demo-echo@.service',
    });
  });

  test('a masked unit', async () => {
    const made = loaded();
    made.set(SOCKET, { LoadState: 'masked', FragmentPath: '/etc/systemd/system/demo-echo.socket' });
    expect((await grade(made, check)).observed).toBe(
      'demo-echo.socket is masked: its file is a link to /dev/null.',
    );
  });
});
