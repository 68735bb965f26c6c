import type { UnitWorkspace } from '../../unit-files/types.ts';
import type { FileState } from './file-state.ts';

const UNIT = /\.(?:socket|service|target|timer|path|mount|automount|swap|slice|scope|device)$/;

const isBlank = (file: FileState): boolean => file.text.trim() === '';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The unit at `path` and the other units of the exercise; null when there is nothing to judge: it is
 * no unit file, or not written yet. Pure.
 */
export function companionsOf(path: string, files: readonly FileState[]): UnitWorkspace | null {
  const unit = files.find((file) => file.path === path);
  if (!unit || !UNIT.test(path) || isBlank(unit)) return null;
  return {
    unit: { name: baseName(path), content: unit.text },
    companions: files
      .filter((file) => file !== unit && UNIT.test(file.path) && !isBlank(file))
      .map((file) => ({ name: baseName(file.path), content: file.text })),
  };
}
