import { encodeUnitFile } from '../../src/unit-files/parser/text.ts';
import type { Verdict } from '../../src/unit-files/service.ts';
import type { UnitWorkspace } from '../../src/unit-files/types.ts';

/** Runs a command where systemd-analyze is, as root; `Machine.exec` is one. */
export type Run = (
  argv: readonly string[],
  options: { readonly stdin: string; readonly timeoutMs: number; readonly maxBytes: number },
) => Promise<{ readonly stdout: string; readonly stderr: string; readonly exitCode: number }>;

/** What systemd-analyze verify said about a unit. */
export interface Judgement {
  readonly verdict: Verdict;
  /** `FILE:LINE` of every message with a place, sorted, each once. */
  readonly lines: readonly string[];
  /** Its messages, with the levels of syslog in front. */
  readonly messages: readonly string[];
}

const MARK = '@verdict';
/** syslog levels up to warning make verify fail when the message has a place. */
const WARNING = 4;

/**
 * Has the real systemd-analyze verify judge units, each alone in a folder with its companions.
 * What is missing in the machine or its kernel does not count: only the text of the units decides.
 */
export async function judge(run: Run, workspaces: readonly UnitWorkspace[]): Promise<Judgement[]> {
  const { stdout, stderr, exitCode } = await run(['sh', '-s'], {
    stdin: script(workspaces),
    timeoutMs: 10_000 + 250 * workspaces.length,
    maxBytes: 64 * 1024 * 1024,
  });
  const blocks = stdout.split(new RegExp(`^${MARK} (\\d+)\\n`, 'm'));
  if (exitCode !== 0 || blocks.length < 2 * workspaces.length) {
    throw new Error(`systemd-analyze verify could not be run: ${stderr || `exit ${exitCode}`}`);
  }
  return workspaces.map((_, index) =>
    judgement(blocks[2 * index] ?? '', Number(blocks[2 * index + 1])),
  );
}

/** Unpacks every workspace and verifies its unit, in one shell. */
function script(workspaces: readonly UnitWorkspace[]): string {
  const parts = ['root=$(mktemp -d) || exit 1', 'trap \'rm -rf "$root"\' EXIT'];
  for (const [index, { unit, companions }] of workspaces.entries()) {
    const folder = `"$root"/${index}`;
    for (const { name, content } of [...companions, unit]) {
      const path = `${folder}/${quoted(name)}`;
      const bytes = Buffer.from(encodeUnitFile(content)).toString('base64');
      parts.push(`mkdir -p "$(dirname -- ${path})"`, `base64 -d >${path} <<'E'\n${bytes}\nE`);
    }
    parts.push(
      `cd ${folder}`,
      `SYSTEMD_LOG_TARGET=console-prefixed SYSTEMD_LOG_COLOR=0 SYSTEMD_UNIT_PATH= LC_ALL=C ` +
        `systemd-analyze verify --man=no --recursive-errors=no "$PWD"/${quoted(unit.name)} 2>&1`,
      `printf '\\n${MARK} %s\\n' $?`,
    );
  }
  return `${parts.join('\n')}\ncd /\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

interface Message {
  readonly level: number;
  readonly place: string | undefined;
  readonly text: string;
}

function judgement(output: string, exit: number): Judgement {
  const messages: Message[] = [];
  for (const line of output.split('\n')) {
    const [, level, rest = line] = /^<(\d+)>(.*)$/s.exec(line) ?? [];
    const place = /^\/(?:[^/]+\/)*?tmp\.\w+\/\d+\/(.+?):(\d+): (.*)$/s.exec(rest);
    if (line === '') continue;
    messages.push({
      level: Number(level ?? 6) & 7,
      place: place ? `${place[1]}:${place[2]}` : undefined,
      text: place ? (place[3] ?? '') : rest,
    });
  }
  const missing = messages.filter(({ text }) => / is not executable: /.test(text));
  const said = messages.filter((message) => !missing.includes(message) && !ofKernel(message));
  const failed = missing.length === 0 ? exit !== 0 : said.some(fails);
  return {
    verdict: failed ? 'bad' : said.length > 0 ? 'note' : 'ok',
    lines: [...new Set(said.flatMap(({ place }) => place ?? []))].sort(),
    messages: said.map(
      ({ level, place, text }) => `<${level}> ${place ? `${place}: ` : ''}${text}`,
    ),
  };
}

/** Whether it is said of the kernel below, which a container has from its host. */
function ofKernel({ text }: Message): boolean {
  return /but the local system does not support |^(?:Starting|Proceeding) .* for the first loaded unit using IP firewalling/.test(
    text,
  );
}

/** Whether a message makes verify fail; needed where a missing command already does. */
function fails({ level, place, text }: Message): boolean {
  return place === undefined
    ? level < WARNING && !text.startsWith('Bad pattern')
    : level <= WARNING;
}
