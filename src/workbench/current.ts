/** The workbench on this page, for what stands outside of it: the bar of a class. */
import { signal } from '@preact/signals';
import type { Bench } from './bench.ts';

export const currentBench = signal<Bench | null>(null);
