/** What the backend costs, measured on this host: medians over a few runs. */
import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { readLessonFolder } from '../../sandbox/lesson/folder.ts';
import { until } from '../sandbox/clock.ts';
import { kibibytes, Product, type Visit, visit } from '../sandbox/product.ts';

const LESSON = 'lessons/01-first-socket/02-demo-echo';
const RUNS = 7;
const KEYS = 200;
const FLOOD_MS = 10_000;
const MIB = 1024 * 1024;

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`;
const say = (what: string, ...values: string[]) => console.log(what.padEnd(44), values.join('   '));
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

const pause = (time: number) => new Promise((wake) => setTimeout(wake, time));

async function clickToPrompt(kind: string, env: Record<string, string>): Promise<void> {
  await using product = await Product.start(env);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await pause(2_500);
    const { session, toPrompt } = await visit(product.url);
    times.push(toPrompt);
    await session.end();
  }
  say(
    `click to prompt, ${kind}`,
    ms(median(times)),
    times.map((time) => time.toFixed(0)).join(' '),
  );
}

async function inUse(): Promise<void> {
  await using product = await Product.start({ WARM_MACHINES: '0' });
  const idle = product.memory;
  const first = await visit(product.url);
  await roundTrips(product, first);
  await checks(first);
  await flood(product, first);
  await memory(product, idle);
  await first.session.end();
}

/** Another letter each time: a line editor may draw the one before again. */
const key = (number: number) => String.fromCharCode('a'.charCodeAt(0) + (number % 26));

/** From a key stroke to its echo. */
async function roundTrips(product: Product, { screen }: Visit): Promise<void> {
  const ours: number[] = [];
  for (let number = 0; number < KEYS; number += 1) {
    screen.text = '';
    const start = performance.now();
    screen.type(key(number));
    await screen.shows(key(number));
    ours.push(performance.now() - start);
  }
  screen.type('\x03');
  const [container] = await product.containers();
  const bare = container ? await bareRoundTrips(container) : [];
  say('terminal round trip', ms(median(ours)), `bare exec of the engine ${ms(median(bare))}`);
}

async function bareRoundTrips(container: Docker.Container): Promise<number[]> {
  const exec = await container.exec({
    Cmd: ['/bin/bash', '-l'],
    User: 'learner',
    AttachStdin: true,
    AttachStdout: true,
    Tty: true,
  });
  const stream: Duplex = await exec.start({ hijack: true, stdin: true, Tty: true });
  let text = '';
  let arrived = () => {};
  stream.on('data', (chunk) => {
    text += chunk;
    arrived();
  });
  const shows = async (wanted: string) => {
    while (!text.includes(wanted)) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };
  await shows('$ ');
  const times: number[] = [];
  for (let number = 0; number < KEYS; number += 1) {
    text = '';
    const start = performance.now();
    stream.write(key(number));
    await shows(key(number));
    times.push(performance.now() - start);
  }
  stream.destroy();
  return times;
}

/** A full pass of the checks over a solved exercise. */
async function checks({ session, screen }: Visit): Promise<void> {
  const lesson = await readLessonFolder(LESSON);
  for (const { path, content } of lesson.solution.files) {
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
    await session.save(path, text, null, true);
  }
  // A pager would wait for a key, and sudo swallows what is typed while it runs.
  for (const line of ['export SYSTEMD_PAGER=', ...(lesson.solution.script ?? '').split('\n')]) {
    screen.text = '';
    screen.type(`${line}\r`);
    await screen.shows('$ ');
  }
  let states: string[] = [];
  session.subscribe((event) => {
    if (event.type === 'checks') states = event.results.map(({ state }) => state);
  });
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await pause(500);
    const start = performance.now();
    await session.check();
    times.push(performance.now() - start);
  }
  say('check run', ms(median(times)), `${states.length} checks: ${[...new Set(states)].join(' ')}`);
}

/** `yes` with a reader that draws slowly, and one that does not draw at all. */
async function flood(product: Product, { screen }: Visit): Promise<void> {
  screen.type('yes\r');
  await until(() => screen.bytes > 8 * MIB);
  const before = product.memory;
  const from = screen.bytes;
  const start = performance.now();
  while (performance.now() - start < FLOOD_MS) {
    screen.drawing = false;
    await pause(20);
    screen.drawing = true;
    await pause(1);
  }
  const rate = (screen.bytes - from) / ((performance.now() - start) / 1000);
  const slow = product.memory;
  screen.drawing = false;
  await pause(FLOOD_MS / 2);
  const stopped = product.memory;
  screen.drawing = true;
  screen.type('\x03');
  await screen.shows('^C');
  const growth = `server ${mib(before)}, after slow reading ${mib(slow)}, after none ${mib(stopped)}`;
  say('a flood of `yes`', `${mib(rate)}/s to a slow reader`, growth);
}

async function memory(product: Product, idle: number): Promise<void> {
  const with1 = product.memory;
  const others = await Promise.all([1, 2, 3, 4].map(() => visit(product.url)));
  await pause(2_000);
  const perSession = (product.memory - with1) / others.length;
  const machines = await Promise.all((await product.containers()).map(ownBytes));
  say('memory', `server alone ${mib(idle)}`, `each session in it ${mib(perSession)}`);
  say('', `each machine ${mib(median(machines))} (its processes, shared pages in proportion)`);
  for (const { session } of others) await session.end();
}

/** Memory of a container's processes, pages shared with others in proportion. */
async function ownBytes(container: Docker.Container): Promise<number> {
  const { State } = await container.inspect();
  const pids = familyOf(State.Pid);
  return pids.reduce((sum, pid) => sum + kibibytes(`/proc/${pid}/smaps_rollup`, 'Pss') * 1024, 0);
}

/** A process and all its descendants. */
function familyOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(familyOf)];
}

/** Measures a server of its own on this host's engine, and prints a line for each figure. */
export async function measureSandbox(): Promise<void> {
  await clickToPrompt('cold', { WARM_MACHINES: '0' });
  await clickToPrompt('warm', { WARM_MACHINES: '1' });
  await inUse();
}
