import * as z from 'zod/mini';
import type { Ledger } from '../grading/ledger.ts';
import { type Machine, MachineError } from '../machine/machine.ts';

/**
 * Where the ledger of connections lies in the machine, so that a session taken up again still tells
 * our connections from the learner's. It lives as long as PID 1's own count does. The learner can
 * change it with sudo, and so credit themselves with a connection they did not make.
 */
const LEDGER_PATH = '/run/lab/ledger.json';

const Count = z.int().check(z.minimum(0));

const StoredLedger = z.record(
  z.string(),
  z.strictObject({
    accepted: Count,
    invocation: z.string(),
    probes: Count,
    owed: Count,
    learner: Count,
  }),
);

/** The ledger an earlier session left; empty when there is none that makes sense. */
export async function readLedger(machine: Machine, signal: AbortSignal): Promise<Ledger> {
  const bytes = await machine.readFile(LEDGER_PATH, { signal });
  if (!bytes) return {};
  try {
    const stored = StoredLedger.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return stored.success ? stored.data : {};
  } catch {
    return {};
  }
}

/** Leaves the ledger for a later session. A machine that cannot keep it loses only that. */
export async function writeLedger(
  machine: Machine,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<void> {
  try {
    const content = JSON.stringify(ledger);
    await machine.writeFiles([{ path: LEDGER_PATH, content, mode: 0o600 }], { signal });
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
  }
}
