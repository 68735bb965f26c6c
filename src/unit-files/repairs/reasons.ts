import { unitTypeOfFile } from '../at-position.ts';
import { directivesOf, SYSTEMD_VERSIONS } from '../directives/directives.ts';
import { describe } from '../documentation/describe.ts';
import { UnitView } from '../rules/advice/unit-view.ts';
import { closest } from '../spelling.ts';
import type { Fault } from './fault.ts';

/** What to say where nothing can be repaired safely: why, or what to do by hand. */
export function reasonOf(fault: Fault): string | undefined {
  return REASONS[fault.finding.id]?.(fault);
}

const REASONS: Readonly<Record<string, (fault: Fault) => string | undefined>> = {
  'unknown-directive': strangeKey,
  'unknown-section': strangeSection,
  'missing-equals': unfinishedKey,
  'missing-service': absentService,
  'cannot-accept': plainServiceWanted,
  'accept-with-service': plainServiceWanted,
  'bad-mode': () =>
    'systemd ignores this setting. An octal digit goes from 0 to 7, for owner, group and others; which rights you mean only you can say.',
};

function unfinishedKey({ item, version }: Fault): string | undefined {
  if (item?.kind !== 'stray' || item.section === undefined) return undefined;
  const keys = directivesOf(version)
    .ofSection(item.section)
    .map(({ key }) => key);
  const meant = closest(item.text, keys);
  return meant && `systemd ignores it. Write ${meant}= and a value.`;
}

function strangeKey({ item, version }: Fault): string | undefined {
  if (item?.kind !== 'assignment' || item.section === undefined) return undefined;
  const { section, key } = item;
  const homes = directivesOf(version).sectionsOf(key);
  if (homes.length > 0) {
    const home = homes.find((name) => name === 'Service' || name === 'Socket') ?? homes[0];
    return `systemd ignores this setting. It belongs in [${home}], in a file whose name ends in .${home?.toLowerCase()}.`;
  }
  for (const later of SYSTEMD_VERSIONS) {
    const directive = directivesOf(later).find(section, key);
    if (!directive) continue;
    const since = describe(directive, later).since ?? later;
    return `It came with systemd ${since}; this machine has ${version} and ignores it.`;
  }
  return undefined;
}

function strangeSection({ item, workspace }: Fault): string | undefined {
  if (item?.kind !== 'section') return undefined;
  const own = unitTypeOfFile(workspace.unit.name);
  const type = own && item.name.toLowerCase();
  const known = [
    'service',
    'socket',
    'timer',
    'path',
    'mount',
    'automount',
    'swap',
    'slice',
    'scope',
  ];
  const other = known.find((name) => name === type);
  if (!other || other === own) return undefined;
  return `systemd ignores everything in it. It belongs in a file whose name ends in .${other}.`;
}

function absentService({ workspace, document, finding }: Fault): string | undefined {
  const socket = new UnitView(workspace.unit.name, document);
  const base = socket.name.replace(/\.socket$/, '');
  const accepts = socket.boolean('Socket', 'Accept') === true;
  const wanted = accepts ? `${base}@.service` : `${base}.service`;
  const other = accepts ? `${base}.service` : `${base}@.service`;
  if (!accepts && socket.last('Socket', 'Service')) return finding.detail;
  return workspace.companions.some(({ name }) => name === other)
    ? `${accepts ? 'With' : 'Without'} Accept=yes systemd starts ${wanted}. Rename ${other}, or change Accept=.`
    : `${accepts ? 'With' : 'Without'} Accept=yes systemd starts ${wanted}. Create that file.`;
}

function plainServiceWanted({ workspace, finding }: Fault): string | undefined {
  const wanted = workspace.unit.name.replace(/socket$/, 'service');
  if (workspace.companions.some(({ name }) => name === wanted)) return finding.detail;
  return `systemd does not load the socket. Without Accept=yes one service handles it all: it has to be called ${wanted}.`;
}
