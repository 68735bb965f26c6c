import { describe, expect, it } from 'vitest';
import { complaints } from '../verify.ts';

/** Complaints about a service made of these lines. */
const service = (lines: string, version: 252 | 257 = 252): string[] =>
  complaints('a.service', `[Service]\n${lines.replaceAll(' | ', '\n')}\n`, {}, version);

describe('what systemd refuses in a service', () => {
  it.each([
    ['ExecStart=/bin/true', []],
    ['Type=oneshot', ['no-command']],
    ['RemainAfterExit=yes', ['no-command']],
    ['ExecStop=/bin/true', ['no-start-command']],
    ['ExecStop=/bin/true | RemainAfterExit=yes', []],
    ['Type=simple | ExecStop=/bin/true | RemainAfterExit=yes', ['no-start-command']],
    ['ExecStart=/bin/true | ExecStart=/bin/true', ['several-start-commands']],
    ['ExecStart=/bin/true ; /bin/true', ['several-start-commands']],
    ['Type=oneshot | ExecStart=/bin/true | ExecStart=/bin/true', []],
    ['ExecStart=/bin/true | ExecStart= | ExecStart=/bin/false', []],
    ['ExecStart=/bin/true | ExecStart=', ['no-command']],
    ['ExecStart=/bin/true | ExecStart=-no/path', ['3 relative-command']],
    ['ExecStart=/bin/true | ExecStart=no/path', ['3 relative-command']],
    ['Type=oneshot | ExecStart=/bin/true | Restart=always', ['oneshot-restart']],
    ['Type=oneshot | ExecStart=/bin/true | Restart=on-failure', []],
    ['Type=oneshot | ExecStart=/bin/true | Restart=always | Restart=no', []],
    [
      'Type=oneshot | ExecStart=/bin/true | Restart=always | Restart=',
      ['5 bad-choice', 'oneshot-restart'],
    ],
    ['Type=oneshot | ExecStart=/bin/true | ExitType=cgroup', ['oneshot-exit-type']],
    ['Type=dbus | ExecStart=/bin/true', ['no-bus-name']],
    ['Type=dbus | ExecStart=/bin/true | BusName=org.example.A', []],
    ['Type=dbus | ExecStart=/bin/true | BusName=nonsense', ['4 bad-bus-name', 'no-bus-name']],
    ['ExecStart=/bin/true | PAMName=login | KillMode=process', ['pam-kill-mode']],
    ['ExecStart=/bin/true | PAMName=login | KillMode=mixed', []],
    ['ExecStart=/bin/true | PAMName=login | PAMName= | KillMode=process', []],
    ['ExecStart=/bin/true | RuntimeRandomizedExtraSec=5', ['useless-runtime-extra']],
    ['ExecStart=/bin/true | RuntimeMaxSec=5 | RuntimeRandomizedExtraSec=5', []],
    ['Type=oneshot | ExecStart=/bin/true | RuntimeMaxSec=5', ['useless-runtime-max']],
    ['ExecStart=/bin/true | USBFunctionStrings=/x', ['useless-usb-function']],
    ['ExecStart=/bin/true | KillMode=none', ['3 kill-mode-none']],
  ])('%s: %j', (lines, expected) => {
    expect(service(lines)).toEqual(expected);
  });

  it.each([
    ['Type=oneshot | ExecStart=/bin/true | RestartForceExitStatus=1', ['oneshot-restart'], []],
    [
      'Type=oneshot | ExecStart=/bin/true | RestartForceExitStatus=1 | RestartForceExitStatus=',
      [],
      [],
    ],
    ['LoadCredential=a | ExecStop=/bin/true | RemainAfterExit=yes', [], ['no-start-command']],
    ['ExecStart=/bin/true | DynamicUser=yes | WorkingDirectory=~', [], ['dynamic-user-home']],
    ['ExecStart=/bin/true | PrivateTmp=yes | WorkingDirectory=/proc/self', [], ['kernel-path']],
    ['ExecStart=/bin/true | WorkingDirectory=/proc/self', [], []],
    [
      'Type=forking | ExecStart=/bin/true | PrivatePIDs=yes',
      ['4 unknown-directive'],
      ['forking-private-pids'],
    ],
    ['ExecStart=/bin/true | RestartSteps=3', ['3 unknown-directive'], ['useless-restart-steps']],
    [
      'ExecStart=/bin/true | RestartMaxDelaySec=1 | RestartSteps=3 | RestartSec=5',
      ['3 unknown-directive', '4 unknown-directive'],
      ['short-restart-delay'],
    ],
    ['ExecStart=/bin/true | PIDFile=/var/run/a.pid', [], ['3 legacy-run-path']],
  ])('%s: 252 %j, 257 %j', (lines, before, after) => {
    expect(service(lines, 252)).toEqual(before);
    expect(service(lines, 257)).toEqual(after);
  });

  it('counts SuccessAction= as something to do', () => {
    const unit = '[Unit]\nSuccessAction=reboot\n[Service]\n';
    expect(complaints('a.service', unit)).toEqual([]);
    expect(complaints('a.service', unit.replace('reboot', 'none'))).toEqual(['no-command']);
  });

  it('compares the time a job may take with the time it may run', () => {
    const unit =
      '[Unit]\nJobTimeoutSec=5\nJobRunningTimeoutSec=10\n[Service]\nExecStart=/bin/true\n';
    expect(complaints('a.service', unit)).toEqual(['useless-job-timeout']);
    expect(complaints('a.service', unit.replace('=5', '=0'))).toEqual([]);
  });
});
