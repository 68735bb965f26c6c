import type { UnitWorkspace } from '../../unit-files/types.ts';
import type { FileState } from './file-state.ts';

const UNIT = /\.(?:socket|service|target|timer|path|mount|automount|swap|slice|scope|device)$/;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The unit at `path` and the other units of the exercise; null when it is no unit file. Pure. */
export function companionsOf(path: string, files: readonly FileState[]): UnitWorkspace | null {
  const unit = files.find((file) => file.path === path);
  if (!unit || !UNIT.test(path)) return null;
  return {
    unit: { name: baseName(path), content: unit.text },
    companions: files
      .filter((file) => file !== unit && UNIT.test(file.path) && file.text !== '')
      .map((file) => ({ name: baseName(file.path), content: file.text })),
  };
}
