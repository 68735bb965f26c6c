import { describe, expect, it } from 'vitest';
import { accepts, completes, completions } from './editor.ts';

describe('sections', () => {
  it('offers those the unit has and the file lacks', () => {
    completes('[Socket]\nListenStream=80\n\n[|', ['[Unit]', '[Install]'], {
      not: ['[Socket]', '[Service]'],
    });
    completes('|', ['[Unit]', '[Service]', '[Install]'], {
      name: 'echo.service',
      not: ['[Socket]', 'ListenStream='],
    });
  });

  it('replaces the header that is there', () => {
    accepts('[|\n', '[Socket]', '[Socket]\n', { name: 'echo.socket' });
    accepts('[Unit]\n[So|ck]\n', '[Socket]', '[Unit]\n[Socket]\n', { name: 'echo.socket' });
  });

  it('offers nothing in a comment', () => {
    expect(completions('[Socket]\n# Listen|')).toEqual([]);
  });
});

describe('directives', () => {
  it('offers those of the section, the usual ones first', () => {
    const [first, second] = completions('[Socket]\n|');
    expect([first?.label, second?.label]).toEqual(['ListenStream=', 'Accept=']);
    completes('[Socket]\nListenS|', ['ListenStream=', 'ListenSequentialPacket='], {
      not: ['ExecStart=', 'Description='],
    });
    completes('[Unit]\n|', ['Description=', 'After='], { not: ['ListenStream='] });
  });

  it('leaves out what a second time makes no sense', () => {
    completes('[Socket]\nAccept=yes\nListenStream=80\n|', ['ListenStream=', 'Backlog='], {
      not: ['Accept='],
    });
    completes('[Service]\nExecStart=/bin/a\n|', ['ExecStartPre='], { not: ['ExecStart='] });
    completes('[Service]\nType=oneshot\nExecStart=/bin/a\n|', ['ExecStart=']);
    completes('[Socket]\nAcc|=yes\n', ['Accept=']);
  });

  it('knows the version', () => {
    completes('[Socket]\n|', ['TriggerLimitBurst='], { not: ['PollLimitBurst='] });
    completes('[Socket]\n|', ['TriggerLimitBurst=', 'PollLimitBurst='], { version: 257 });
  });

  it('leaves out old names', () => {
    completes('[Service]\n|', ['MemoryMax='], { not: ['MemoryLimit=', 'SysVStartPriority='] });
  });

  it('writes the name with its = once', () => {
    accepts('[Socket]\nListenS|\n', 'ListenStream=', '[Socket]\nListenStream=\n');
    accepts('[Socket]\nListen|Str=80\n', 'ListenStream=', '[Socket]\nListenStream=80\n');
  });

  it('goes on to values where it has any', () => {
    const continuing = (label: string) =>
      completions('[Socket]\n|').find((one) => one.label === label)?.continues;
    expect(continuing('Accept=')).toBe(true);
    expect(continuing('SmackLabel=')).toBeUndefined();
  });

  it('says what it takes and what it does', () => {
    const backlog = completions('[Socket]\nBack|').find((one) => one.label === 'Backlog=');
    expect(backlog?.detail).toBe('number of connections · 4294967295');
    expect(backlog?.text).toMatch(/somaxconn/);
  });
});

describe('values', () => {
  it('offers the words of an enumeration, by version', () => {
    completes('[Service]\nRestart=|', ['no', 'on-failure', 'always']);
    completes('[Service]\nType=|', ['exec', 'notify'], { not: ['notify-reload'] });
    completes('[Service]\nType=|', ['exec', 'notify-reload'], { version: 257 });
    completes('[Socket]\nSocketProtocol=|', ['sctp'], { not: ['mptcp'] });
    completes('[Socket]\nAccept=|', ['yes', 'no']);
    completes('[Socket]\nAccept=  |', ['yes', 'no']);
  });

  it('offers addresses with the unit’s own name', () => {
    completes('[Socket]\nListenStream=|', ['127.0.0.1:9091', '/run/demo-echo.sock'], {
      name: 'demo-echo.socket',
    });
  });

  it('offers units of the workspace and of systemd where they fit', () => {
    const files =
      '--- echo.service\n[Service]\n--- echo@.service\n[Service]\n--- other.socket\n[Socket]\n';
    completes(`[Socket]\nService=|\n${files}`, ['echo.service'], {
      not: ['echo@.service', 'other.socket', 'sockets.target'],
    });
    completes(`[Install]\nWantedBy=|\n${files}`, ['sockets.target'], { not: ['echo.socket'] });
    completes(`[Unit]\nAfter=echo.service |\n${files}`, ['network.target', 'other.socket'], {
      not: ['echo.service', 'echo@.service'],
    });
    completes(`[Service]\nSockets=|\n--- echo.socket\n[Socket]\n`, ['echo.socket']);
  });

  it('offers users, signals, capabilities, families, times, modes', () => {
    completes('[Service]\nUser=|', ['root', 'learner']);
    completes('[Service]\nKillSignal=|', ['SIGTERM', 'SIGHUP']);
    completes('[Service]\nCapabilityBoundingSet=|', ['CAP_NET_BIND_SERVICE']);
    completes('[Service]\nRestrictAddressFamilies=AF_UNIX |', ['AF_INET'], { not: ['AF_UNIX'] });
    completes('[Socket]\nTimeoutSec=5|', ['5s', '5min']);
    completes('[Socket]\nSocketMode=|', ['0660']);
    completes('[Service]\nSystemCallFilter=|', ['@system-service']);
  });

  it('offers specifiers behind a percent sign', () => {
    completes('[Socket]\nListenStream=/run/%|', ['%i', '%p', '%t', '%%'], {
      not: ['127.0.0.1:9091'],
    });
    accepts('[Socket]\nListenStream=/run/%|\n', '%p', '[Socket]\nListenStream=/run/%p\n');
    completes('[Socket]\nListenStream=/run/%%|', [], { not: ['%i'] });
  });

  it('replaces the word it is in', () => {
    accepts('[Socket]\nAccept=y|\n', 'yes', '[Socket]\nAccept=yes\n');
    accepts(
      '[Unit]\nAfter=a.service net|work b.service\n',
      'network.target',
      '[Unit]\nAfter=a.service network.target b.service\n',
    );
    accepts('[Service]\nRestart=on|-abort\n', 'on-failure', '[Service]\nRestart=on-failure\n');
  });

  it('works on a continued line', () => {
    completes('[Unit]\nAfter=a.service \\\n  net|\n', ['network.target']);
  });

  it('has nothing for a directive nobody knows', () => {
    expect(completions('[Socket]\nNoSuch=|')).toEqual([]);
    expect(completions('[X-Own]\nKey=|')).toEqual([]);
  });
});
