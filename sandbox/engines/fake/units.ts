import type { PropertyValue } from '../../../src/machine/machine.ts';

const UNIT_DIR = '/etc/systemd/system';

interface Section {
  readonly [key: string]: readonly string[];
}

interface LoadedUnit {
  readonly sections: Readonly<Record<string, Section>>;
}

/** As much of PID 1 as tests without an engine need: sockets that listen, accept and echo. */
export class FakeUnits {
  private readonly read: (path: string) => string | undefined;
  private readonly changed: (unit: string) => void;
  private readonly loaded = new Map<string, LoadedUnit>();
  private readonly active = new Set<string>();
  private readonly enabled = new Set<string>();
  private readonly accepted = new Map<string, number>();

  constructor(read: (path: string) => string | undefined, changed: (unit: string) => void) {
    this.read = read;
    this.changed = changed;
  }

  /** systemctl(1) for the verbs a lesson on sockets needs. */
  systemctl(args: readonly string[]): { stdout: string; stderr: string; exitCode: number } {
    const now = args.includes('--now');
    const [verb = '', ...units] = args.filter((arg) => !arg.startsWith('-'));
    switch (verb) {
      case 'is-system-running':
        return result(0, 'running\n');
      case 'daemon-reload':
        this.loaded.clear();
        return result(0);
      case 'enable':
      case 'start':
      case 'stop':
      case 'disable':
        return this.each(units, (unit) => this.change(verb, unit, now));
      default:
        return result(1, '', `Unknown command verb ${verb}.\n`);
    }
  }

  /** A word for which units are enabled. */
  get links(): string {
    return [...this.enabled].sort().join(' ');
  }

  properties(unit: string): Record<string, PropertyValue> {
    const loaded = this.load(unit);
    const active = this.active.has(unit);
    if (!loaded)
      return { Id: unit, LoadState: 'not-found', ActiveState: 'inactive', SubState: 'dead' };
    const running = unit.endsWith('.socket') ? 'listening' : 'active';
    return {
      Id: unit,
      LoadState: 'loaded',
      ActiveState: active ? 'active' : 'inactive',
      SubState: active ? running : 'dead',
      UnitFileState: this.enabled.has(unit) ? 'enabled' : 'disabled',
      FragmentPath: `${UNIT_DIR}/${unit}`,
      ...(unit.endsWith('.socket') ? this.socketProperties(unit, loaded) : {}),
    };
  }

  /** Loaded units whose name matches a pattern with `*`. */
  matching(pattern: string): { unit: string; active: string; sub: string }[] {
    const [head = '', tail = ''] = pattern.split('*', 2);
    return [...this.loaded.keys()]
      .filter((unit) => unit.startsWith(head) && unit.endsWith(tail))
      .map((unit) => {
        const { ActiveState, SubState } = this.properties(unit);
        return { unit, active: String(ActiveState), sub: String(SubState) };
      });
  }

  /** Stream addresses the active sockets listen on. */
  listening(): { unit: string; address: string }[] {
    return [...this.active].flatMap((unit) =>
      values(this.load(unit), 'Socket', 'ListenStream').map((address) => ({ unit, address })),
    );
  }

  /** A client connects: what the service would send back, or undefined when nobody listens. */
  connect(address: string, data: string): string | undefined {
    const socket = this.listening().find((entry) => entry.address === address);
    if (!socket) return undefined;
    this.accepted.set(socket.unit, (this.accepted.get(socket.unit) ?? 0) + 1);
    this.changed(socket.unit);
    const service = this.load(socket.unit.replace('.socket', '@.service'));
    return values(service, 'Service', 'ExecStart').some((line) => /(^|\/)cat$/.test(line))
      ? data
      : '';
  }

  private socketProperties(unit: string, loaded: LoadedUnit): Record<string, PropertyValue> {
    return {
      Accept: values(loaded, 'Socket', 'Accept').at(-1) === 'yes',
      Listen: values(loaded, 'Socket', 'ListenStream').map((address) => ['Stream', address]),
      NAccepted: this.accepted.get(unit) ?? 0,
      NConnections: 0,
    };
  }

  private change(
    verb: 'enable' | 'start' | 'stop' | 'disable',
    unit: string,
    now: boolean,
  ): boolean {
    if (!this.load(unit)) return false;
    if (verb === 'enable') this.enabled.add(unit);
    if (verb === 'disable') this.enabled.delete(unit);
    if (verb === 'start' || (verb === 'enable' && now)) this.active.add(unit);
    if (verb === 'stop' || (verb === 'disable' && now)) this.active.delete(unit);
    this.changed(unit);
    return true;
  }

  private each(units: readonly string[], act: (unit: string) => boolean) {
    const missing = units.find((unit) => !act(unit));
    if (missing === undefined) return result(0);
    return result(5, '', `Failed: Unit ${missing} not found.\n`);
  }

  private load(unit: string): LoadedUnit | undefined {
    const known = this.loaded.get(unit);
    if (known) return known;
    const builtIn =
      unit === 'multi-user.target' ? '[Unit]\nDescription=Multi-User System\n' : undefined;
    const text = this.read(`${UNIT_DIR}/${unit}`) ?? builtIn;
    if (text === undefined) return undefined;
    if (builtIn) this.active.add(unit);
    const parsed = { sections: parse(text) };
    this.loaded.set(unit, parsed);
    return parsed;
  }
}

function result(exitCode: number, stdout = '', stderr = '') {
  return { stdout, stderr, exitCode };
}

function values(unit: LoadedUnit | undefined, section: string, key: string): readonly string[] {
  return unit?.sections[section]?.[key] ?? [];
}

function parse(text: string): Record<string, Section> {
  const sections: Record<string, Record<string, string[]>> = {};
  let section: Record<string, string[]> = {};
  for (const line of text.split('\n')) {
    const [, header] = /^\[(.+)\]$/.exec(line) ?? [];
    const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (header) {
      section = sections[header] ?? {};
      sections[header] = section;
    } else if (key && value !== undefined) {
      section[key] = [...(section[key] ?? []), value];
    }
  }
  return sections;
}
