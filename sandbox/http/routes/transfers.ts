import { MAX_TRANSFER_BYTES, type Transfers } from '../../transfers/transfers.ts';
import { readBytes } from '../body.ts';
import { checkOrigin, type OriginRule } from '../origin.ts';
import { Refusal } from '../problem.ts';
import type { RateLimits } from '../rate.ts';
import type { Routes } from '../route.ts';

export interface TransferRoutesOptions {
  readonly transfers: Transfers;
  readonly origins: OriginRule;
  /** Bundles sent, by address. */
  readonly sendings: RateLimits;
  /** Codes tried, by address: what keeps guessing slow. */
  readonly tries: RateLimits;
}

/** Names are derived from codes on the device, see src/transfer/code.ts. */
const ID = /^[0-9a-f]{32}$/;

/** Sealed bundles between two devices of one person. */
export function transferRoutes({
  transfers,
  origins,
  sendings,
  tries,
}: TransferRoutesOptions): Routes {
  const idOf = (id = ''): string => {
    if (ID.test(id)) return id;
    throw new Refusal('bad-request', 'That is no name of a transfer. Reload the page.');
  };
  return {
    '/api/transfers/:id': {
      PUT: async ({ request, params, address }) => {
        checkOrigin(request, origins);
        if (!sendings.take(address)) throw tooMany('Too many codes were made');
        const id = idOf(params.id);
        const bytes = await readBytes(request, MAX_TRANSFER_BYTES, TOO_LARGE);
        return { status: 201, body: { expiresInMs: transfers.put(id, bytes) } };
      },
      // It counts, so it is no GET.
      POST: async ({ request, params, address }) => {
        checkOrigin(request, origins);
        if (!tries.take(address)) throw tooMany('Too many codes were tried');
        const bytes = transfers.take(idOf(params.id));
        return { status: 200, content: { type: 'application/octet-stream', bytes } };
      },
    },
  };
}

const TOO_LARGE = `The server hands over at most ${MAX_TRANSFER_BYTES / 1024 / 1024} MB. Move your reviews by file.`;

const tooMany = (what: string): Refusal =>
  new Refusal('too-many', `${what} from here in a short time. Wait a minute, then try again.`);
