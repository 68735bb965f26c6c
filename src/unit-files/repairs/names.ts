import { unitTypeOfFile } from '../at-position.ts';
import { directivesOf, SYSTEMD_VERSIONS } from '../directives/directives.ts';
import type { Assignment, SectionHeader } from '../parser/document.ts';
import type { SpanFix } from '../rules/advice/advice.ts';
import { lineBelow, removeLines } from '../rules/advice/unit-view.ts';
import { sectionsOf } from '../rules/read.ts';
import { closest } from '../spelling.ts';
import type { Fault, Repair } from './fault.ts';

/** What people write for a directive they half remember. */
const MEANT: Readonly<Record<string, string>> = {
  listen: 'ListenStream',
  listentcp: 'ListenStream',
  listenport: 'ListenStream',
  listenaddress: 'ListenStream',
  listenunix: 'ListenStream',
  listenudp: 'ListenDatagram',
  port: 'ListenStream',
  exec: 'ExecStart',
  command: 'ExecStart',
  run: 'ExecStart',
  standardin: 'StandardInput',
  standardout: 'StandardOutput',
  standarderr: 'StandardError',
  stdin: 'StandardInput',
  stdout: 'StandardOutput',
  stderr: 'StandardError',
  username: 'User',
  maxclients: 'MaxConnections',
  name: 'Description',
};

/** An unknown key: one that is close, or the section it belongs to. */
export const renameKey: Repair = function* (fault) {
  const { item, version } = fault;
  if (item?.kind !== 'assignment' || item.section === undefined) return;
  const directives = directivesOf(version);
  const here = directives.ofSection(item.section).filter(({ replacedBy }) => !replacedBy);
  const keys = here.map(({ key }) => key);
  const home = ownSections(fault).find((section) => directives.find(section, item.key));
  if (home !== undefined) {
    yield moveTo(fault, item, home);
    return;
  }
  // A setting of another kind of unit, or of a later systemd, is no slip of the pen.
  if (directives.sectionsOf(item.key).length > 0 || isLater(item.section, item.key)) return;
  const meant = MEANT[item.key.toLowerCase()];
  const key = meant && keys.includes(meant) ? meant : closest(item.key, keys);
  if (key !== undefined) {
    yield { title: `Change to ${key}=`, edits: [{ span: item.keySpan, text: key }] };
    return;
  }
  const elsewhere = ownSections(fault)
    .filter((section) => section !== item.section)
    .flatMap((section) => directives.ofSection(section))
    .find((one) => one.key.toLowerCase() === item.key.toLowerCase());
  if (elsewhere) yield moveTo(fault, item, elsewhere.section, elsewhere.key);
};

function isLater(section: string, key: string): boolean {
  return SYSTEMD_VERSIONS.some((version) => directivesOf(version).find(section, key));
}

function ownSections({ workspace }: Fault): readonly string[] {
  const type = unitTypeOfFile(workspace.unit.name);
  return type ? sectionsOf(type) : [];
}

/** Takes a setting out of its section and puts it at the end of another. */
function moveTo(
  { document }: Fault,
  setting: Assignment,
  section: string,
  key = setting.key,
): SpanFix {
  const { text, items } = document;
  const said = `${key}${text.slice(setting.keySpan.end, setting.span.end)}`;
  const anchor =
    items.findLast(
      (item) => item !== setting && item.kind === 'assignment' && item.section === section,
    ) ?? items.findLast((item) => item.kind === 'section' && item.name === section);
  const removal = removeLines(text, setting.span);
  if (anchor) {
    const added = lineBelow(text, anchor, said);
    // Both may meet at one place when the setting stands right below.
    return { title: `Move to [${section}]`, edits: [removal, added] };
  }
  const end = { start: text.length, end: text.length };
  const gap = text.endsWith('\n') || removal.span.end === text.length ? '\n' : '\n\n';
  return {
    title: `Move to a new section [${section}]`,
    edits: [removal, { span: end, text: `${gap}[${section}]\n${said}\n` }],
  };
}

/** A section systemd does not know here, if one it knows is close. */
export const renameSection: Repair = function* (fault) {
  const header = fault.item;
  if (header?.kind !== 'section') return;
  const name = closest(header.name.trim(), ownSections(fault));
  if (name !== undefined) yield writeHeader(header, name);
};

/** A header without its bracket, or with what may not stand in it. */
export const closeHeader: Repair = function* (fault) {
  const header = fault.item;
  if (header?.kind !== 'section') return;
  const bare = header.name.replace(/[^A-Za-z-].*$/, '');
  const name = closest(bare, ownSections(fault)) ?? bare;
  if (ownSections(fault).includes(name)) yield writeHeader(header, name);
};

function writeHeader(header: SectionHeader, name: string): SpanFix {
  return { title: `Change to [${name}]`, edits: [{ span: header.span, text: `[${name}]` }] };
}

/** More than a screen of settings without a header is no slip. */
const MOST_LOOSE = 40;

/** Settings above the first header: the section that knows them all. */
export const openSection: Repair = function* (fault) {
  if (fault.item?.kind !== 'assignment') return;
  const { items, text } = fault.document;
  const loose: Assignment[] = [];
  for (const item of items) {
    if (item.kind === 'section' || loose.length > MOST_LOOSE) break;
    if (item.kind === 'assignment') loose.push(item);
  }
  const [start] = loose;
  if (!start || loose.length > MOST_LOOSE) return;
  const directives = directivesOf(fault.version);
  const section = ownSections(fault).find((name) =>
    loose.every(({ key }) => directives.find(name, key)),
  );
  if (section === undefined) return;
  const at = text.lastIndexOf('\n', start.span.start - 1) + 1;
  yield {
    title: `Put [${section}] above`,
    edits: [{ span: { start: at, end: at }, text: `[${section}]\n` }],
  };
};

/** A line without =: a setting written otherwise, or a comment. A single word is still being typed. */
export const addEquals: Repair = function* ({ item, version }) {
  if (item?.kind !== 'stray' || item.flaw !== 'missing-equals') return;
  if (/[\n\r\\]/.test(item.text)) return;
  const match = /^([A-Za-z0-9]+)(?:\s*:\s*|\s+)(\S.*)$/.exec(item.text);
  const [, word = '', value = ''] = match ?? [];
  if (item.section !== undefined && directivesOf(version).find(item.section, word)) {
    const said = `${word}=${value}`;
    yield { title: `Change to ${said}`, edits: [{ span: item.span, text: said }] };
  } else if (/\s/.test(item.text)) {
    const words = item.text.replace(/^(?:\/\/|--)\s*/, '');
    yield { title: 'Make it a comment', edits: [{ span: item.span, text: `# ${words}` }] };
  }
};
