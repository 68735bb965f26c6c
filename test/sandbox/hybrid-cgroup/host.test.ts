import { describe, expect, it } from 'vitest';
import { isHybridCgroup } from '../../../sandbox/hybrid-cgroup/host.mjs';

describe('detection of a host with hybrid control groups', () => {
  const columns = '#subsys_name\thierarchy\tnum_cgroups\tenabled\n';
  const both = 'nodev\tsysfs\nnodev\tcgroup\nnodev\tcgroup2\n\text4\n';

  it.each([
    ['memory on version 1', `${columns}cpu\t1\t2\t1\nmemory\t4\t41\t1\n`, both, true],
    ['memory on version 2', `${columns}cpu\t0\t2\t1\nmemory\t0\t41\t1\n`, both, false],
    ['a kernel without version 1 of memory', `${columns}cpu\t0\t2\t1\n`, both, false],
    ['a kernel without version 2', `${columns}memory\t4\t41\t1\n`, 'nodev\tcgroup\n', false],
    ['no control groups', '', '', false],
  ])('%s', (_, cgroups, filesystems, expected) => {
    expect(isHybridCgroup(cgroups, filesystems)).toBe(expected);
  });
});
