// @ts-check
import { createReadStream, statSync } from 'node:fs';
import { request } from 'node:http';
import { SetupError } from './failure.mjs';

/** An engine that systemd starts on demand takes seconds to answer on a slow or busy host. */
const ANSWER_MS = 60_000;

/** The first Docker Engine that knows `writable-cgroups=true`. */
export const DOCKER_WITH_WRITABLE_CGROUPS = 28;

/**
 * The few calls of the Docker Engine API that set-up needs, without dependencies. Podman answers
 * them too. Every call fails with a SetupError.
 */
export class EngineApi {
  /** @param {string} socketPath */
  constructor(socketPath) {
    this.socketPath = socketPath;
  }

  /**
   * What answers on the socket, or undefined when nothing does.
   *
   * @returns {Promise<{ kind: 'podman' | 'docker', description: string } | undefined>}
   */
  async identify() {
    // Not /version, for which Podman starts its runtime and monitor and takes half a second.
    const answer = await this.#call('GET', '/_ping', { timeoutMs: ANSWER_MS }).catch(
      () => undefined,
    );
    if (answer?.status !== 200) return undefined;
    const podman = answer.headers['libpod-api-version'];
    if (podman) return { kind: 'podman', description: `Podman ${podman}` };
    const docker = /^Docker\/(\S+)/.exec(String(answer.headers.server))?.[1];
    return { kind: 'docker', description: docker ? `Docker ${docker}` : 'Docker' };
  }

  /**
   * Whether this Docker Engine can keep machines apart from its host: root of every container
   * mapped to an ordinary user, and a cgroup tree of its own for systemd without privileged mode.
   */
  async keepsMachinesApart() {
    const { body } = await this.#call('GET', '/info', { timeoutMs: ANSWER_MS });
    /** @type {{ SecurityOptions?: string[], ServerVersion?: string }} */
    const { SecurityOptions = [], ServerVersion = '' } = JSON.parse(body);
    return (
      SecurityOptions.some((option) => /^name=(userns|rootless)\b/.test(option)) &&
      Number.parseInt(ServerVersion, 10) >= DOCKER_WITH_WRITABLE_CGROUPS
    );
  }

  /** @param {string} reference */
  async hasImage(reference) {
    const { status } = await this.#call('GET', `/images/${encodeURI(reference)}/json`);
    return status === 200;
  }

  /**
   * Imports a root filesystem as an image and tags it.
   *
   * @param {string} file a tar archive
   * @param {string} reference
   * @param {Record<string, string>} labels plain words
   */
  async importImage(file, reference, labels) {
    const [repo, tag] = splitReference(reference);
    const changes = [
      'CMD ["/sbin/init"]',
      ...Object.entries(labels).map(([name, value]) => `LABEL ${name}="${value}"`),
    ];
    const { status, body } = await this.#call('POST', '/images/create', {
      query: [['fromSrc', '-'], ...changes.map((change) => ['changes', change])],
      file,
    });
    const last = body.trim().split('\n').at(-1) ?? '';
    const id = /sha256:([0-9a-f]{64})/.exec(last)?.[1];
    if (status !== 200 || id === undefined) {
      throw new SetupError('engine-failed', `The engine did not take the machine image: ${last}`);
    }
    // Named afterwards: Podman before 4.4 does not take the name of an import whole.
    const named = await this.#call('POST', `/images/${id}/tag`, {
      query: [
        ['repo', repo],
        ['tag', tag],
      ],
    });
    if (named.status !== 201) {
      throw new SetupError('engine-failed', `The engine did not name the image: ${named.body}`);
    }
  }

  /**
   * Removes an image unless a container still uses it. Answers whether it did.
   *
   * @param {string} reference
   */
  async removeImage(reference) {
    const { status } = await this.#call('DELETE', `/images/${encodeURI(reference)}`);
    return status === 200;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ query?: string[][], file?: string, timeoutMs?: number }} [options]
   * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: string }>}
   */
  #call(method, path, { query = [], file, timeoutMs } = {}) {
    return new Promise((resolve, reject) => {
      const headers = file
        ? { 'content-type': 'application/x-tar', 'content-length': statSync(file).size }
        : {};
      const call = request(
        {
          socketPath: this.socketPath,
          method,
          path: `/v1.40${path}?${new URLSearchParams(query)}`,
          headers,
          agent: false,
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk) => {
            body += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          );
          response.on('error', fail);
        },
      );
      /** @param {Error} error */
      const fail = (error) =>
        reject(
          new SetupError(
            'engine-failed',
            `The container engine on ${this.socketPath} broke off: ${error.message}`,
          ),
        );
      call.on('error', fail);
      if (timeoutMs) {
        call.setTimeout(timeoutMs, () => call.destroy(new Error(`no answer in ${timeoutMs} ms`)));
      }
      if (file) createReadStream(file).on('error', fail).pipe(call);
      else call.end();
    });
  }
}

/**
 * @param {string} reference `name:tag`
 * @returns {[repo: string, tag: string]}
 */
function splitReference(reference) {
  const colon = reference.lastIndexOf(':');
  return [reference.slice(0, colon), reference.slice(colon + 1)];
}
