import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Argument {
  readonly index: number;
  readonly value: number;
  readonly valueTwo: number;
  readonly op: string;
}
interface Rule {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number;
  readonly args?: readonly Argument[];
}
interface Profile {
  readonly defaultAction: string;
  readonly defaultErrnoRet: number;
  readonly archMap: readonly { readonly subArchitectures: readonly string[] }[];
  readonly syscalls: readonly Rule[];
}

const profile: Profile = JSON.parse(readFileSync('sandbox/image/seccomp.json', 'utf8'));

/** What the kernel answers: 0 for a call that goes through, else the errno. */
function verdict(name: string, ...args: number[]): number {
  const holds = ({ index, value, valueTwo, op }: Argument): boolean => {
    const given = args[index] ?? 0;
    switch (op) {
      case 'SCMP_CMP_EQ':
        return given === value;
      case 'SCMP_CMP_NE':
        return given !== value;
      case 'SCMP_CMP_GT':
        return given > value;
      case 'SCMP_CMP_MASKED_EQ':
        return (given & value) === valueTwo;
      default:
        throw new Error(`unknown comparison ${op}`);
    }
  };
  const rules = profile.syscalls.filter(
    (rule) => rule.names.includes(name) && (rule.args ?? []).every(holds),
  );
  expect(rules.length, `${name} has one answer`).toBeLessThan(2);
  const [rule] = rules;
  if (!rule) return profile.defaultErrnoRet;
  return rule.action === 'SCMP_ACT_ALLOW' ? 0 : (rule.errnoRet ?? 0);
}

const [EPERM, EINVAL, ENOSYS, EAFNOSUPPORT] = [1, 22, 38, 97];
const [AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_ALG, AF_VSOCK] = [
  1, 2, 10, 16, 17, 38, 40,
];
const [CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET] = [0x20000, 0x10000000, 0x40000000];

describe('the seccomp profile of machines', () => {
  it.each([
    ['an ordinary call', verdict('read'), 0],
    ['mounting, for ProtectSystem= and PrivateTmp=', verdict('mount'), 0],
    ['a filter of the unit’s own', verdict('seccomp'), 0],
    ['strace', verdict('ptrace'), 0],
    ['reboot, which ends a PID namespace and no more', verdict('reboot'), 0],
    ['TCP', verdict('socket', AF_INET, 1, 0), 0],
    ['IPv6', verdict('socket', AF_INET6, 2, 0), 0],
    ['Unix sockets', verdict('socket', AF_UNIX, 5, 0), 0],
    ['netlink, for ss', verdict('socket', AF_NETLINK, 3, 4), 0],
    ['audit, which sudo takes for absent', verdict('socket', AF_NETLINK, 3, 9), EINVAL],
    ['packet sockets', verdict('socket', AF_PACKET, 3, 0), EAFNOSUPPORT],
    ['the kernel’s crypto', verdict('socket', AF_ALG, 5, 0), EAFNOSUPPORT],
    ['the hypervisor', verdict('socket', AF_VSOCK, 1, 0), EAFNOSUPPORT],
    ['a new mount namespace', verdict('unshare', CLONE_NEWNS), 0],
    ['a new network namespace, for PrivateNetwork=', verdict('clone', CLONE_NEWNET | 17), 0],
    ['a new user namespace', verdict('unshare', CLONE_NEWUSER), EPERM],
    ['a new user namespace by clone', verdict('clone', CLONE_NEWUSER | 17), EPERM],
    ['clone3, whose flags nobody can see', verdict('clone3'), ENOSYS],
    ['BPF', verdict('bpf'), EPERM],
    ['kernel modules', verdict('finit_module'), EPERM],
    ['keyrings', verdict('keyctl'), EPERM],
    ['the clock', verdict('clock_settime'), EPERM],
    ['handles that reach past mounts', verdict('open_by_handle_at'), EPERM],
    ['io_uring', verdict('io_uring_setup'), ENOSYS],
    ['a call of tomorrow', verdict('frobnicate'), ENOSYS],
  ])('%s', (_, answer, expected) => {
    expect(answer).toBe(expected);
  });

  it('refuses what it does not list, and has no second architecture to get around it', () => {
    expect(profile.defaultAction).toBe('SCMP_ACT_ERRNO');
    expect(profile.archMap.flatMap(({ subArchitectures }) => subArchitectures)).toEqual([]);
  });
});
