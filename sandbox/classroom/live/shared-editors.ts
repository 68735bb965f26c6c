/** Editors that learners share: passes on what their page and instructors' pages say to each other. */
import type { WebSocket } from 'ws';
import {
  GuestMessage,
  HostMessage,
  type ToGuest,
  type ToHost,
} from '../../../src/schemas/classroom/editor.ts';
import { Refusal } from '../../http/problem.ts';
import { closeWith, onFrames, readFrame, send } from '../../http/sockets.ts';
import { ClassroomError } from '../error.ts';
import { consentTo, tellWatching } from './consent.ts';
import type { ClassHub } from './hub.ts';
import type { Watching } from './watching.ts';

/** Key strokes and cursors; a page sends far fewer. */
const RATE = { burst: 600, perSecond: 100 };
/** Pages of instructors on one editor. */
const MAX_GUESTS = 8;

export interface SharedEditorsOptions {
  readonly watching: Watching;
  readonly now: () => number;
  readonly warn: (what: string, error: unknown) => void;
}

/** Who looks, and as whom. */
export interface GuestOf {
  /** Instructor's account. */
  readonly account: string;
  /** Name of the instructor. */
  readonly by: string;
  /** What the page calls itself; it stays the same when it connects again. */
  readonly page: string;
}

interface Room {
  host: WebSocket | undefined;
  readonly guests: Map<string, { readonly socket: WebSocket; readonly by: string }>;
}

export class SharedEditors {
  private readonly options: SharedEditorsOptions;
  private readonly rooms = new Map<string, Room>();

  constructor(options: SharedEditorsOptions) {
    this.options = options;
  }

  /** The learner's page. The newest one counts. Throws ClassroomError `not-shared`. */
  serveHost(socket: WebSocket, hub: ClassHub, learner: string): void {
    const { now } = this.options;
    consentTo(hub, learner, 'files', now());
    const room = this.room(learner);
    room.host?.close(1000, 'Your editor was opened somewhere else.');
    room.host = socket;
    for (const [guest, { by }] of room.guests) tellHost(room, { t: 'come', guest, name: by });
    this.tellHere(room);
    onFrames(socket, RATE, {
      text: (data) => {
        const message = readFrame(data, HostMessage);
        if (room.host !== socket) return;
        consentTo(hub, learner, 'files', now());
        for (const [id, guest] of room.guests) {
          if (message.t === 'file' && message.to !== id) continue;
          send(guest.socket, { t: 'says', message } satisfies ToGuest);
        }
      },
      closed: () => {
        if (room.host !== socket) return;
        room.host = undefined;
        this.tellHere(room);
        this.sweep(learner, room);
      },
    });
  }

  /** An instructor's page. Throws ClassroomError `not-shared` or Refusal `too-many`. */
  async serveGuest(socket: WebSocket, hub: ClassHub, learner: string, of: GuestOf): Promise<void> {
    const { watching, now, warn } = this.options;
    const { by } = of;
    consentTo(hub, learner, 'files', now());
    const room = this.room(learner);
    const id = `${of.account}-${of.page}`;
    room.guests.get(id)?.socket.close(1000, 'This page has connected again.');
    if (!room.guests.has(id) && room.guests.size >= MAX_GUESTS) throw tooManyGuests();
    room.guests.set(id, { socket, by });
    const ended = watching.begin(learner, 'files', () => closeWith(socket, over()));
    let typed = false;
    onFrames(socket, RATE, {
      text: (data) => {
        const message = readFrame(data, GuestMessage);
        const { mode } = consentTo(hub, learner, 'files', now());
        if (mode !== 'together' && message.t === 'edit') return;
        tellHost(room, { t: 'from', guest: id, message });
        if (typed || message.t !== 'edit') return;
        typed = true;
        hub
          .log(learner, { by, what: 'files', did: 'typed' })
          .catch((error: unknown) => warn('that somebody typed was not written down', error));
      },
      closed: () => {
        ended();
        if (room.guests.get(id)?.socket === socket) {
          room.guests.delete(id);
          tellHost(room, { t: 'gone', guest: id });
          this.sweep(learner, room);
        }
        if (!watching.isWatched(learner, 'files')) {
          tellWatching(hub, learner, 'files', false).catch((error: unknown) =>
            warn('that nobody looks any more was not written down', error),
          );
        }
      },
    });
    send(socket, { t: 'host', here: room.host !== undefined, you: id } satisfies ToGuest);
    tellHost(room, { t: 'come', guest: id, name: by });
    await tellWatching(hub, learner, 'files', true);
    await hub.log(learner, { by, what: 'files', did: 'looked' });
  }

  private room(learner: string): Room {
    const known = this.rooms.get(learner);
    if (known) return known;
    const room: Room = { host: undefined, guests: new Map() };
    this.rooms.set(learner, room);
    return room;
  }

  private sweep(learner: string, room: Room): void {
    if (!room.host && room.guests.size === 0 && this.rooms.get(learner) === room) {
      this.rooms.delete(learner);
    }
  }

  private tellHere({ host, guests }: Room): void {
    for (const [you, { socket }] of guests) {
      send(socket, { t: 'host', here: host !== undefined, you } satisfies ToGuest);
    }
  }
}

function tellHost({ host }: Room, message: ToHost): void {
  if (host) send(host, message);
}

const over = (): ClassroomError =>
  new ClassroomError('not-shared', 'The learner no longer shares their editor.');

const tooManyGuests = (): Refusal =>
  new Refusal('too-many', 'As many instructors as can look at this editor at once. Wait a moment.');
