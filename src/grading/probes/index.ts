import type { CheckKind } from '../../schemas/check.ts';
import type { Probe } from '../probe.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { delta } from './delta.ts';
import { file } from './file.ts';
import { journal } from './journal.ts';
import { learnerConnections } from './learner-connections.ts';
import { listener } from './listener.ts';
import { process } from './process.ts';
import { unit } from './unit.ts';
import { verify } from './verify.ts';

/** The probe for each kind of check. */
export const PROBES: { readonly [K in CheckKind]: Probe<K> } = {
  unit,
  listener,
  connect,
  delta,
  file,
  process,
  journal,
  command,
  verify,
  'learner-connections': learnerConnections,
};
