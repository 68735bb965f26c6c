import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import type { AgentStream } from '../../../src/machine/agent/client.ts';

const AGENT = '/usr/lib/lab/lab-agent';
/** How much of the agent's complaints is kept to explain its end. */
const COMPLAINTS_BYTES = 4 * 1024;

export interface AgentExec {
  readonly stream: AgentStream;
  /** What the agent has written to stderr of late. */
  complaints(): string;
}

/** Starts the agent in a running container and connects to its stdin and stdout. */
export async function startAgent(container: Docker.Container): Promise<AgentExec> {
  const exec = await container.exec({
    Cmd: [AGENT],
    User: '0:0',
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
  });
  const socket = await exec.start({ hijack: true, stdin: true, Tty: false });
  // Every read and write hears of a failure itself; this keeps it from ending the process.
  socket.on('error', () => {});
  let stderr = '';
  const input = demultiplex(socket, (text) => {
    stderr = (stderr + text).slice(-COMPLAINTS_BYTES);
  });
  return {
    stream: { input, write: (bytes) => write(socket, bytes), close: () => void socket.destroy() },
    complaints: () => stderr.trim(),
  };
}

const STDERR = 2;
const HEADER_BYTES = 8;
/** The engine sends what one read of a pipe gave. Anything far beyond is another protocol. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/**
 * Yields stdout of the engine's multiplexed stream as it arrives; a frame may be cut anywhere.
 * Each frame has a header of 8 bytes: stream number, three zeros, length as a big-endian 32-bit
 * number. (dockerode's own demultiplexer knows neither backpressure nor an end.)
 */
export async function* demultiplex(
  source: AsyncIterable<Uint8Array>,
  onStderr: (text: string) => void,
): AsyncGenerator<Uint8Array> {
  let header = Buffer.alloc(0);
  let remaining = 0;
  let stream = 0;
  for await (const chunk of source) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      if (remaining > 0) {
        const payload = rest.subarray(0, remaining);
        rest = rest.subarray(payload.length);
        remaining -= payload.length;
        if (stream === STDERR) onStderr(payload.toString('utf8'));
        else yield payload;
        continue;
      }
      const missing = HEADER_BYTES - header.length;
      header = Buffer.concat([header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (header.length < HEADER_BYTES) continue;
      stream = header.readUInt8(0);
      remaining = header.readUInt32BE(4);
      header = Buffer.alloc(0);
      if (stream > STDERR || remaining > MAX_FRAME_BYTES) {
        throw new Error('The engine sent something that is no multiplexed stream.');
      }
    }
  }
}

async function write(socket: Duplex, bytes: Uint8Array): Promise<void> {
  if (socket.destroyed) throw new Error('The connection to the agent is closed.');
  if (socket.write(bytes)) return;
  await new Promise<void>((resolve, reject) => {
    const drained = () => {
      socket.off('close', closed);
      resolve();
    };
    const closed = () => {
      socket.off('drain', drained);
      reject(new Error('The connection to the agent closed.'));
    };
    socket.once('drain', drained);
    socket.once('close', closed);
  });
}
