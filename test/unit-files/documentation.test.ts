import { describe, expect, it } from 'vitest';
import { directivesOf, SYSTEMD_VERSIONS } from '../../src/unit-files/directives/directives.ts';
import {
  describe as describeDirective,
  docOf,
} from '../../src/unit-files/documentation/describe.ts';
import type { DirectiveDocs } from '../../src/unit-files/documentation/directive.ts';
import { EXEC } from '../../src/unit-files/documentation/exec.ts';
import { INSTALL } from '../../src/unit-files/documentation/install.ts';
import { KILL } from '../../src/unit-files/documentation/kill.ts';
import { RESOURCE_CONTROL } from '../../src/unit-files/documentation/resource-control.ts';
import { SERVICE } from '../../src/unit-files/documentation/service.ts';
import { SOCKET } from '../../src/unit-files/documentation/socket.ts';
import { UNIT } from '../../src/unit-files/documentation/unit.ts';
import { VALUE_TYPES } from '../../src/unit-files/documentation/value-types.ts';
import { createUnitFiles } from '../../src/unit-files/service.ts';
import { wordsOf } from '../../src/unit-files/values/enumerations.ts';

const newest = directivesOf(257);
const SECTIONS = ['Unit', 'Socket', 'Service', 'Install'];

/** Documentation with a section whose table has to know its keys. */
const DOCS: readonly (readonly [section: string, docs: DirectiveDocs])[] = [
  ['Socket', SOCKET],
  ['Install', INSTALL],
  ['Unit', UNIT],
  ['Service', SERVICE],
  ['Service', EXEC],
  ['Service', KILL],
  ['Service', RESOURCE_CONTROL],
];

const entries = DOCS.flatMap(([section, docs]) =>
  Object.entries(docs).map(([key, doc]) => ({ section, key, doc })),
);

describe('documentation', () => {
  it('is of directives that exist, and complete for [Socket] and [Install]', () => {
    for (const { section, key } of entries) expect(newest.find(section, key), key).toBeDefined();
    for (const { key } of newest.ofSection('Install')) expect(INSTALL).toHaveProperty(key);
    const own = newest.ofSection('Socket').filter(({ page }) => page === 'systemd.socket(5)');
    expect(own.length).toBeGreaterThan(50);
    for (const { key } of own) expect(docOf('Socket', key)?.text, key).toBeDefined();
  });

  it('is one to three sentences with a default', () => {
    for (const { key, doc } of entries) {
      expect(doc.text, key).toMatch(/^[A-Z`].*\.$/);
      expect(doc.text.match(/[.?](?= [A-Z`]|$)/g)?.length, key).toBeLessThanOrEqual(5);
      expect(doc.text.length, key).toBeLessThan(320);
      expect(doc.default, key).toBeTruthy();
      expect((doc.text.match(/`/g)?.length ?? 0) % 2, key).toBe(0);
    }
  });

  it('explains words systemd takes, and all of them where it explains any', () => {
    for (const { section, key, doc } of entries) {
      const type = newest.find(section, key)?.type ?? '';
      const words = wordsOf(type, 257);
      if (!doc.values || !words) continue;
      for (const word of Object.keys(doc.values)) {
        expect([...words, 'yes', 'no'], `${key}=${word}`).toContain(word);
      }
    }
  });

  it('gives words and examples systemd takes', () => {
    for (const { section, key, doc } of entries) {
      const name = section === 'Socket' ? 'echo.socket' : 'echo.service';
      for (const value of [...Object.keys(doc.values ?? {}), ...Object.keys(doc.examples ?? {})]) {
        const content = `[${section}]\n${key}=${value}\n`;
        const found = createUnitFiles({ version: 257 }).verify({
          unit: { name, content },
          companions: [],
        });
        const about = found.filter(({ line, severity }) => line === 2 && severity !== 'info');
        const fine = key === 'KillMode' && value === 'none' ? [] : about;
        expect(
          fine.map(({ message }) => message),
          `${key}=${value}`,
        ).toEqual([]);
      }
    }
  });

  it('names a type for every directive of both versions', () => {
    for (const version of SYSTEMD_VERSIONS) {
      for (const directive of SECTIONS.flatMap((one) => directivesOf(version).ofSection(one))) {
        expect(VALUE_TYPES, directive.key).toHaveProperty(directive.type);
        expect(describeDirective(directive, version).type).toBeTruthy();
      }
    }
  });

  it('dates what came after 252 by its version', () => {
    for (const section of SECTIONS) {
      for (const directive of newest.ofSection(section)) {
        const since = describeDirective(directive, 257).since ?? 0;
        const isNew = !directivesOf(252).find(section, directive.key);
        expect(isNew, directive.key).toBe(since > 252);
      }
    }
  });
});
