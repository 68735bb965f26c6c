/**
 * The devices of the computer, besides its memory. A saved state fits the hardware it was saved
 * with: a change here makes new artefacts.
 */
export const HARDWARE = {
  vga_memory_size: 1024 * 1024,
  disable_keyboard: true,
  disable_mouse: true,
  disable_speaker: true,
  fastboot: true,
  /** The agent's line. */
  virtio_console: { type: 'none' as const },
  /** The root, over 9p. */
  filesystem: {},
};
