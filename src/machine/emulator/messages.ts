/** What a page and the worker that carries its emulated computer say to each other. */
import type { JitMode } from './computer.ts';

export type ToWorker =
  /** Once, first: makes the computer from a saved state, standing still. */
  | {
      readonly t: 'start';
      readonly wasm: WebAssembly.Module;
      readonly memoryBytes: number;
      readonly state: ArrayBuffer;
    }
  | { readonly t: 'run' }
  | { readonly t: 'pause' }
  | { readonly t: 'jit'; readonly mode: JitMode }
  | { readonly t: 'send'; readonly id: number; readonly bytes: Uint8Array }
  /** Answers `wanted`; null: it cannot be had. */
  | { readonly t: 'content'; readonly blob: string; readonly bytes: Uint8Array | null };

export type FromWorker =
  | { readonly t: 'started' }
  /** It could not be made; `plain`: the message is fit for a learner's eyes. */
  | { readonly t: 'failed'; readonly message: string; readonly plain: boolean }
  | { readonly t: 'paused' }
  | { readonly t: 'output'; readonly bytes: Uint8Array }
  /** The computer has taken what was sent, or never will. */
  | { readonly t: 'taken'; readonly id: number; readonly lost: boolean }
  | { readonly t: 'closed' }
  | { readonly t: 'crashed'; readonly message: string }
  | { readonly t: 'console'; readonly text: string }
  /** Every {@link LOAD_MS} while it runs: instructions, and the share of time, since the last time. */
  | { readonly t: 'load'; readonly instructions: number; readonly share: number }
  /** The computer reads a file whose content it has not seen yet. */
  | { readonly t: 'wanted'; readonly blob: string; readonly size: number };

/** How often the worker tells its load, ms. */
export const LOAD_MS = 250;
