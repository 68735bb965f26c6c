import { account, type Ledger } from '../grading/ledger.ts';
import { isQuestion, property } from '../grading/unit.ts';
import type { Facts, FactsQuery } from '../machine/machine.ts';
import type { ActivationView } from '../schemas/session.ts';
import { servesOneOf } from './heard-connections.ts';

const SOCKET_PROPERTIES = [
  'LoadState',
  'ActiveState',
  'SubState',
  'Accept',
  'Listen',
  'NAccepted',
  'NConnections',
];

/** What the strip needs to know of a socket unit and whatever it activates. */
export function activationWants(socket: string): FactsQuery {
  return { units: { [socket]: SOCKET_PROPERTIES }, unitPatterns: servicesOf(socket) };
}

/**
 * The activation path as PID 1 shows it. `accepted` is its own number, the one `systemctl status`
 * prints; `probes` says how many of these were the grader's, so that nobody takes them for theirs.
 * Instances that serve the grader are left out.
 */
export function activationView(
  socket: string,
  facts: Facts,
  ledger: Ledger,
  ourEnds: ReadonlySet<string>,
): ActivationView {
  const counts = property(facts, socket, 'Accept') === 'yes';
  const loadState = property(facts, socket, 'LoadState');
  const running = servicesOf(socket)
    .flatMap((pattern) => facts.unitPatterns[pattern] ?? [])
    .filter(
      ({ unit, active }) =>
        active !== 'inactive' && !isQuestion(unit) && !servesOneOf(unit, ourEnds),
    );
  const service = running.at(-1);
  return {
    socket: {
      unit: socket,
      state: loadState === 'loaded' ? property(facts, socket, 'SubState') : loadState,
      listen: addresses(facts, socket),
    },
    accepted: counts ? Number(property(facts, socket, 'NAccepted')) : null,
    probes: account(ledger, socket).probes,
    connected: counts ? Number(property(facts, socket, 'NConnections')) : null,
    service: service ? { unit: service.unit, state: service.sub } : null,
  };
}

/** `name.service` with Accept=no, instances of `name@.service` with Accept=yes (systemd.socket(5)). */
function servicesOf(socket: string): string[] {
  const name = socket.replace(/\.socket$/, '');
  return [`${name}.service`, `${name}@*.service`];
}

function addresses(facts: Facts, socket: string): string[] {
  const listen = facts.units[socket]?.Listen;
  if (!Array.isArray(listen)) return [];
  return listen.map((entry) => (Array.isArray(entry) ? String(entry[1]) : String(entry)));
}
