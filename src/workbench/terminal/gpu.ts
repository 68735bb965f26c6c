import type { Terminal } from '@xterm/xterm';

/** Renderers that are a processor pretending to be a GPU: slower than xterm's own drawing. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/**
 * Draws the terminal with WebGL where the browser has a real GPU for it; otherwise xterm's own
 * drawing stays, as it does when the context is lost. Returns the way to stop.
 */
export async function drawWithGpu(terminal: Terminal): Promise<() => void> {
  if (!hasGpu()) return () => {};
  const { WebglAddon } = await import('@xterm/addon-webgl');
  if (!terminal.element?.isConnected) return () => {};
  const addon = new WebglAddon();
  addon.onContextLoss(() => addon.dispose());
  terminal.loadAddon(addon);
  return () => addon.dispose();
}

function hasGpu(): boolean {
  const context = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const named = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = named ? context.getParameter(named.UNMASKED_RENDERER_WEBGL) : '';
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(String(renderer));
}
