import { describe, expect, it } from 'vitest';
import { directivesOf, SYSTEMD_VERSIONS } from '../../src/unit-files/directives/directives.ts';
import { valueParserOf } from '../../src/unit-files/values/index.ts';

const SECTIONS = ['Unit', 'Service', 'Socket', 'Install'];

describe('directives', () => {
  it.each([
    [252, [114, 247, 264, 5]],
    [257, [116, 277, 291, 6]],
  ] as const)('systemd %i knows %j settings of the four sections', (version, counts) => {
    const directives = directivesOf(version);
    expect(SECTIONS.map((section) => directives.ofSection(section).length)).toEqual(counts);
  });

  it.each(SYSTEMD_VERSIONS)('has a value parser for every setting of systemd %i', (version) => {
    const directives = directivesOf(version);
    const without = SECTIONS.flatMap((section) => directives.ofSection(section)).filter(
      ({ type }) => !valueParserOf(type),
    );
    expect(without).toEqual([]);
  });

  it('knows when a setting came, where it is described and what replaces it', () => {
    const directives = directivesOf(257);
    expect(directives.find('Socket', 'PollLimitBurst')).toMatchObject({
      since: 255,
      page: 'systemd.socket(5)',
    });
    expect(directives.find('Service', 'CPUShares')).toMatchObject({ replacedBy: 'CPUWeight' });
    expect(directivesOf(252).find('Socket', 'PollLimitBurst')).toBeUndefined();
    expect(directives.find('Socket', 'listenstream')).toBeUndefined();
    expect(directives.sectionsOf('Restart')).toEqual(['Service']);
  });
});
