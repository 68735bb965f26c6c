import { effect } from '@preact/signals';
import type { Bench } from '../../workbench/bench.ts';
import type { Reports } from './reports.ts';

/** Tells the class of a machine in this tab, which the server does not see. Answers a way to stop. */
export function reportMachine(bench: Bench, reports: Reports): () => void {
  let inTab = false;
  let told: string | undefined;
  return effect(() => {
    const view = bench.connection.view.value;
    // A machine that is not there yet, or no more, does not say where it is.
    if (view?.machine) inTab = view.machine.engine === 'emulator';
    if (!view || !inTab || view.state === told) return;
    told = view.state;
    reports.tell('machine', { t: 'machine-in-tab', state: view.state });
  });
}
