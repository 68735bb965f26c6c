import { describe, expect, it } from 'vitest';
import { SYSTEMD_VERSIONS } from '../../../src/unit-files/directives/directives.ts';
import { judgeSetting } from '../verify.ts';
import { rows } from './rows.ts';

/** Every value type beside what systemd was seen to make of its values. */
describe.each(SYSTEMD_VERSIONS)('values as systemd %i reads them', (version) => {
  const byDirective = Map.groupBy(rows(), ({ directive }) => directive);

  it.each([...byDirective])('%s', (directive, list) => {
    const known = list.filter(({ verdicts }) => verdicts[version] !== '-');
    const ours = known.map(({ value }) => `${judgeSetting(directive, value, version)} ${value}`);
    expect(ours).toEqual(known.map(({ value, verdicts }) => `${verdicts[version]} ${value}`));
  });
});
