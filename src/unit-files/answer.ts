import { complete } from './complete.ts';
import { format } from './format.ts';
import { hover } from './hover.ts';
import { outline } from './outline.ts';
import type { UnitFileCalls, UnitFileMethod } from './protocol.ts';
import { createUnitFiles } from './service.ts';

type Answers = {
  readonly [M in UnitFileMethod]: (
    params: UnitFileCalls[M]['params'],
  ) => UnitFileCalls[M]['result'];
};

const ANSWERS: Answers = {
  diagnose: ({ workspace, version }) => createUnitFiles({ version }).diagnose(workspace),
  complete: ({ workspace, position, version }) => complete(workspace, position, version),
  hover: ({ workspace, position, version }) => hover(workspace, position, version),
  outline: ({ content }) => outline(content),
  format: ({ content }) => format(content),
};

/** Carries out one call of the protocol. */
export function answer<M extends UnitFileMethod>(
  method: M,
  params: UnitFileCalls[M]['params'],
): UnitFileCalls[M]['result'] {
  return ANSWERS[method](params);
}
