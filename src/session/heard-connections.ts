/** Enough to know that somebody has connected; a machine cannot make us remember more. */
const REMEMBERED = 1_000;

/** With Accept=yes PID 1 names an instance after a counter and both ends of its connection. */
const OF_A_CONNECTION = /^(.+)@\d+-.+-.+\.service$/;

/**
 * Connections that PID 1's events told of: every connection with Accept=yes starts an instance that
 * is named after it. This survives what NAccepted does not, a socket that is stopped and forgotten
 * before anybody looked.
 */
export class HeardConnections {
  private readonly instances = new Set<string>();
  private deaf = false;

  /** A unit changed. */
  hear(unit: string): void {
    if (this.deaf || this.instances.size >= REMEMBERED) return;
    if (OF_A_CONNECTION.test(unit)) this.instances.add(unit);
  }

  /** Connections of ours were made whose ends are not known: no telling apart from here on. */
  giveUp(): void {
    this.deaf = true;
    this.instances.clear();
  }

  /** Connections with these other ends were ours. */
  forget(ourEnds: ReadonlySet<string>): void {
    for (const unit of this.instances) {
      if (servesOneOf(unit, ourEnds)) this.instances.delete(unit);
    }
  }

  /** How many connections a socket had, as far as they were not forgotten. */
  count(socket: string): number {
    const name = socket.replace(/\.socket$/, '');
    return [...this.instances].filter((unit) => OF_A_CONNECTION.exec(unit)?.[1] === name).length;
  }
}

/** Whether an instance serves one of these clients: its name ends in the client's address. */
export function servesOneOf(unit: string, ends: ReadonlySet<string>): boolean {
  return [...ends].some((end) => unit.endsWith(`-${end}.service`));
}
