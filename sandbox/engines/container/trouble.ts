import { MachineError } from '../../../src/machine/machine.ts';
import { EngineError } from '../engine.ts';

const RUN_SETUP = 'Run: node sandbox/setup.mjs start';

/** The status of an answer of the engine, when the error is one. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** Puts an error of the engine's client into our words. Errors that are ours pass through. */
export function translate(error: unknown, image: string): Error {
  if (error instanceof EngineError || error instanceof MachineError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const known = KNOWN.find(({ pattern }) => pattern.test(text));
  if (known) return new EngineError(known.code, known.message, { cause: error });
  if (statusOf(error) === 404) return imageMissing(image, error);
  if (statusOf(error) === undefined) return engineGone(error);
  return new EngineError('boot-failed', `The container engine could not start a machine: ${text}`, {
    cause: error,
  });
}

export const imageMissing = (image: string, cause?: unknown): EngineError =>
  new EngineError('image-missing', `The machine image ${image} is not there. ${RUN_SETUP}`, {
    cause,
  });

const engineGone = (cause: unknown): EngineError =>
  new EngineError(
    'engine-gone',
    `The container engine does not answer any more. Start it again, or let set-up do it. ${RUN_SETUP}`,
    { cause },
  );

const KNOWN = [
  {
    pattern:
      /not enough unused I?Ds|not enough .*(uid|gid)s? available|cannot allocate memory|no space left/i,
    code: 'no-capacity',
    message: 'The sandbox has no room for another machine right now. Try again in a few minutes.',
  },
  {
    pattern: /subuid|subgid|userns|user namespace/i,
    code: 'engine-unsafe',
    message:
      'The container engine cannot give machines user namespaces of their own. For Podman, add the line ' +
      'containers:1000000:64000000 to /etc/subuid and /etc/subgid, then start the sandbox again.',
  },
] as const;
