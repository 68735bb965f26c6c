/** The activation path as four stations on one track. Pure. */
import type { ActivationView } from '../../schemas/session.ts';

export type Tone = 'idle' | 'busy' | 'pass' | 'warn' | 'fail';

export interface Station {
  readonly who: 'Client' | 'Socket' | 'systemd' | 'Service';
  /** What joins it to the next station. */
  readonly verb?: string;
  readonly what: string;
  /** `what` is a name out of the machine, not a word of ours. */
  readonly named: boolean;
  readonly state: string;
  readonly tone: Tone;
}

/** `view` is null when the socket unit is not loaded, undefined when there is no machine to ask. */
export function stationsOf(
  socketUnit: string,
  view: ActivationView | null | undefined,
): readonly Station[] {
  return [
    client(view),
    socket(socketUnit, view),
    systemd(view),
    { ...service(view), who: 'Service' },
  ];
}

const isOpen = (state: string): boolean => /^(?:listening|running)$/.test(state);

function client(view: ActivationView | null | undefined): Station {
  const station = {
    who: 'Client',
    verb: 'connects',
    what: 'Any program',
    named: false,
    tone: 'idle',
  } as const;
  if (!view || !isOpen(view.socket.state)) return { ...station, state: 'Not connected' };
  // With Accept=no the service talks to its clients; systemd does not see them.
  if (view.connected === null) return { ...station, state: 'Not counted by systemd' };
  if (view.connected === 0) return { ...station, state: 'None connected' };
  return { ...station, state: `${view.connected} connected`, tone: 'busy' };
}

function socket(unit: string, view: ActivationView | null | undefined): Station {
  const station = {
    who: 'Socket',
    verb: 'wakes',
    what: view?.socket.unit ?? unit,
    named: true,
  } as const;
  if (view === undefined) return { ...station, state: 'No machine', tone: 'idle' };
  if (view === null) return { ...station, state: 'Not loaded', tone: 'idle' };
  const { state, listen } = view.socket;
  const where = isOpen(state) ? listen.map(shortAddress).join(', ') : '';
  const words = sentence(state);
  return { ...station, state: where ? `${words}, ${where}` : words, tone: toneOf(state) };
}

function systemd(view: ActivationView | null | undefined): Station {
  const station = {
    who: 'systemd',
    verb: 'starts',
    what: 'PID 1',
    named: true,
    tone: 'idle',
  } as const;
  if (!view || view.socket.state === 'not-found') return { ...station, state: 'Nothing to watch' };
  const { accepted, connected } = view;
  if (accepted === null) {
    const { state } = view.socket;
    if (state === 'running') return { ...station, state: 'Handed the socket over' };
    return { ...station, state: isOpen(state) ? 'Watches the socket' : 'Nothing to watch' };
  }
  // The checks connect as well; nobody should take their connections for their own.
  const ours = view.probes ? ` (${view.probes} by checks)` : '';
  return { ...station, state: `Accepted ${accepted}${ours}, open ${connected ?? 0}` };
}

function service(view: ActivationView | null | undefined): Omit<Station, 'who'> {
  if (!view?.service) return { what: 'None', named: false, state: 'Not running', tone: 'idle' };
  const { unit, state } = view.service;
  return { what: unit, named: true, state: sentence(state), tone: toneOf(state) };
}

/** systemd's own word first: `listening`, `running`, `failed`, `dead`. */
function toneOf(state: string): Tone {
  if (/fail/.test(state)) return 'fail';
  if (/listening|running|active|start/.test(state) && !/inactive/.test(state)) return 'busy';
  return 'idle';
}

/** `not-found` as "Not found". */
const sentence = (state: string): string =>
  state === '' ? 'Unknown' : state.charAt(0).toUpperCase() + state.slice(1).replaceAll('-', ' ');

/** `127.0.0.1:9091` stays short as its port; other addresses stay whole. */
const shortAddress = (address: string): string => address.replace(/^127\.0\.0\.1:(?=\d+$)/, '');
