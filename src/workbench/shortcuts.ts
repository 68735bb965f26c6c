/** The keys of the workbench as the learner's keyboard names them. */

export interface Shortcuts {
  readonly save: readonly string[];
  readonly check: readonly string[];
  /** Lets Tab leave the editor, and indent again. */
  readonly leaveEditor: readonly string[];
}

const PC: Shortcuts = {
  save: ['Ctrl', 'S'],
  check: ['Ctrl', 'Enter'],
  leaveEditor: ['Ctrl', 'M'],
};

/** Cmd+M would put the window away. */
const MAC: Shortcuts = {
  save: ['⌘', 'S'],
  check: ['⌘', 'Enter'],
  leaveEditor: ['Ctrl', 'Shift', 'M'],
};

export const isMac = (platform: string): boolean => /^(?:Mac|iP)/.test(platform);

export const shortcutsOn = (platform: string): Shortcuts => (isMac(platform) ? MAC : PC);
