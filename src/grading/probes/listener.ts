import type { Listener } from '../../machine/machine.ts';
import type { CheckOf } from '../../schemas/check.ts';
import { type Probe, shellWords } from '../probe.ts';
import { property } from '../unit.ts';

/**
 * A listening socket as the kernel's own tables list it, and who holds a descriptor of it. Someone
 * with root in the machine cannot forge either without replacing the kernel or PID 1.
 */
export const listener: Probe<'listener'> = {
  act: 'facts',
  wants: (check) => ({
    listeners: true,
    ...(check.unit ? { units: { [check.unit]: ['Listen'] } } : {}),
  }),
  expected: expectation,
  command: seeListeners,
  judge(check, { facts }) {
    const there = facts.listeners.filter((one) => isOn(check, one));
    const right = there.filter((one) => plainAddress(one.address) === check.address);
    const listen = check.unit ? property(facts, check.unit, 'Listen') : '';
    const others = check.unit ? listen.split(' (').length > 2 : false;
    const owned = right.length > 0 && right.every(isOwnedBySystemd);
    return {
      passed:
        right.length > 0 &&
        (!check.only || (there.length === right.length && !others)) &&
        (check.owner === undefined || owned),
      observed: observation(check, there, others ? listen : ''),
      values: {
        addresses: there.map((one) => plainAddress(one.address)).join(' '),
        owner: there.length === 0 ? 'none' : there.every(isOwnedBySystemd) ? 'systemd' : 'other',
        processes: there.flatMap((one) => one.owners.map((owner) => owner.command)).join(' '),
        listen,
      },
    };
  },
};

export function isOwnedBySystemd(one: Listener): boolean {
  return one.owners.some((owner) => owner.pid === 1);
}

/** An IPv4 address is the same whether an IPv4 or an IPv6 socket is bound to it (ipv6(7)). */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

function isOn(check: CheckOf<'listener'>, one: Listener): boolean {
  if (one.protocol !== check.protocol) return false;
  return one.protocol.startsWith('unix') ? one.address === check.address : one.port === check.port;
}

function endpoint(address: string, port: number): string {
  if (port === 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function expectation(check: CheckOf<'listener'>): string {
  const only = check.only ? ' and nowhere else' : '';
  const owner = check.owner ? ', held by systemd (PID 1)' : '';
  return `Listening on ${endpoint(check.address, check.port)}${only}${owner}`;
}

function observation(
  check: CheckOf<'listener'>,
  there: readonly Listener[],
  listen: string,
): string {
  if (there.length === 0) return `Nothing listens on ${check.port || check.address}.`;
  const lines = there.map((one) => {
    const owners = one.owners.map((owner) => `${owner.command} (PID ${owner.pid})`);
    const held = owners.length > 0 ? owners.join(', ') : 'no process that can be seen';
    return `${endpoint(plainAddress(one.address), one.port)}, held by ${held}`;
  });
  if (listen) lines.push(`${check.unit} listens on ${listen}`);
  return lines.join('; ');
}

function seeListeners(check: CheckOf<'listener'>): string {
  if (check.protocol.startsWith('unix')) return `sudo ss -xlp src ${shellWords([check.address])}`;
  return `sudo ss -Hl${check.protocol === 'udp' ? 'u' : 't'}np 'sport = :${check.port}'`;
}
