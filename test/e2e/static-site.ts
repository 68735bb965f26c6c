/** The built site on a plain file server, whose version can change and whose connections can break. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sirv from 'sirv';
import { makeServiceWorker } from '../../src/offline/integration.ts';

export class StaticSite {
  private readonly folders: string[] = [];
  private server: Server | undefined;
  private serve: RequestListener = () => {};
  /** Requests for these are cut. */
  breaks: (path: string) => boolean = () => false;
  /** Answers for these are cut after so many bytes. */
  cutsAfter: (path: string) => number | undefined = () => undefined;
  /** What is sent in place of these. */
  replaces: (path: string) => Buffer | undefined = () => undefined;
  /** The Range header of each request that had one. */
  readonly ranges: string[] = [];
  url = '';

  /** A copy of the build in which the word `Review` of pages and the cards' file name the version. */
  async version(name: string): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), `lab-static-${name}-`));
    this.folders.push(folder);
    cpSync('dist/client', folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
    const page = join(folder, 'review/index.html');
    const html = readFileSync(page, 'utf8');
    writeFileSync(page, html.replace('<html ', `<html data-version="${name}" `));
    const cards = join(folder, 'review/cards.json');
    const served = JSON.parse(readFileSync(cards, 'utf8'));
    writeFileSync(cards, JSON.stringify({ ...served, version: name }));
    await makeServiceWorker(`${folder}/`);
    return folder;
  }

  deploy(folder: string): void {
    const files = sirv(folder, { dev: true });
    this.serve = (request, response) =>
      files(request, response, () => void response.writeHead(404).end());
  }

  async open(port = 0): Promise<void> {
    const server = createServer((request, response) => {
      const { url = '' } = request;
      if (request.headers.range !== undefined) this.ranges.push(request.headers.range);
      const replaced = this.replaces(url);
      if (this.breaks(url)) {
        request.socket.destroy();
        return;
      }
      const most = this.cutsAfter(url);
      if (most !== undefined) cutAfter(response, most);
      if (replaced) {
        if (url.endsWith('.js')) response.setHeader('content-type', 'text/javascript');
        response.end(replaced);
      } else this.serve(request, response);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Pulls the plug; what was deployed stays. */
  async stop(): Promise<void> {
    const server = this.server;
    if (!server?.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async remove(): Promise<void> {
    await this.stop();
    for (const folder of this.folders) rmSync(folder, { recursive: true });
  }
}

function cutAfter(response: ServerResponse, bytes: number): void {
  const write = response.write.bind(response);
  let sent = 0;
  response.write = (chunk: Buffer) => {
    sent += chunk.length;
    if (sent <= bytes) return write(chunk);
    response.socket?.destroy();
    return false;
  };
}
