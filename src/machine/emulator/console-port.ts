/** A virtio serial port: bytes in both directions, many at a time, and none is lost. */
import type { BytePort } from './computer.ts';
import type { V86Internals, V86Queue } from './v86.ts';

/** The port, and the queue in which the guest waits for its input (virtio 1.2, 5.3.2). */
const PORT = 1;
const INPUT_QUEUE = 2 * PORT + 2;
/** The guest offers buffers of one page. */
const CHUNK = 4096;
/** Where the guest says what it does with its ports: u32 port, u16 event, u16 value. */
const CONTROL_QUEUE = 3;
/** VIRTIO_CONSOLE_CONSOLE_PORT: makes the port a terminal of the kernel. */
const CONSOLE_PORT = 4;
/** VIRTIO_CONSOLE_PORT_OPEN: 1 when a process has opened the port, 0 when it has closed it. */
const PORT_OPEN = 6;

interface Parcel {
  bytes: Uint8Array;
  readonly taken: () => void;
  readonly lost: (error: Error) => void;
}

export class ConsolePort implements BytePort {
  onOutput: (bytes: Uint8Array) => void = () => {};
  onOpened: () => void = () => {};
  onClosed: () => void = () => {};
  /** Called when something has come for the guest. */
  onWaiting: () => void = () => {};
  readonly #emulator: V86Internals;
  #waiting: Parcel[] = [];

  constructor(emulator: V86Internals) {
    this.#emulator = emulator;
    // The kernel would put its line editing between us and the agent.
    const device = emulator.v86.cpu.devices.virtio_console;
    if (device !== undefined) {
      const send = device.SendEvent.bind(device);
      device.SendEvent = (port, event, value) => {
        if (event !== CONSOLE_PORT) send(port, event, value);
      };
      this.#listenToControl(device.virtio.queues[CONTROL_QUEUE]);
    }
    const heard = (bytes: Uint8Array) => this.onOutput(bytes);
    emulator.add_listener(
      `virtio-console${PORT}-output-bytes` as 'virtio-console0-output-bytes',
      heard,
    );
  }

  #listenToControl(queue: V86Queue | undefined): void {
    if (queue === undefined) return;
    const pop = queue.pop_request.bind(queue);
    queue.pop_request = () => {
      const request = pop();
      const read = request.get_next_blob.bind(request);
      request.get_next_blob = (into) => {
        const count = read(into);
        const message = new DataView(into.buffer, into.byteOffset, into.byteLength);
        const concerns =
          into.length >= 8 &&
          message.getUint32(0, true) === PORT &&
          message.getUint16(4, true) === PORT_OPEN;
        if (concerns && message.getUint16(6, true) === 0) this.onClosed();
        else if (concerns) this.onOpened();
        return count;
      };
      return request;
    };
  }

  send(bytes: Uint8Array): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ bytes, taken: resolve, lost: reject });
    this.pump();
    this.onWaiting();
    return promise;
  }

  /** Hands on what waits, as far as the guest has room: v86 drops what comes without. */
  pump(): void {
    const queue = this.#emulator.v86.cpu.devices.virtio_console?.virtio.queues[INPUT_QUEUE];
    while (this.#waiting[0] !== undefined && queue?.has_request()) {
      const parcel = this.#waiting[0];
      this.#emulator.bus.send(`virtio-console${PORT}-input-bytes`, parcel.bytes.subarray(0, CHUNK));
      parcel.bytes = parcel.bytes.subarray(CHUNK);
      if (parcel.bytes.length > 0) continue;
      this.#waiting.shift();
      parcel.taken();
    }
  }

  /** What waits will never be taken. */
  drop(reason: Error): void {
    const lost = this.#waiting;
    this.#waiting = [];
    for (const parcel of lost) parcel.lost(reason);
  }
}
