import type { DirectiveDocs } from './directive.ts';

/** systemd.resource-control(5): limits and accounting by control group. */
export const RESOURCE_CONTROL: DirectiveDocs = {
  Slice: {
    text: 'The slice the unit’s processes belong to. Limits of a slice hold for all in it together.',
    default: 'system.slice; a slice of their own for the instances of a template',
  },
  Delegate: {
    text: 'Hands the unit’s part of the control group tree over to the service.',
    default: 'no',
    type: 'boolean or list of controllers',
  },
  DelegateSubgroup: { text: 'The subgroup the service’s processes start in.', default: 'none' },
  MemoryMax: {
    text: 'The most memory the unit may use. Above it the kernel kills processes of the unit. K, M, G or a percentage of the machine’s.',
    default: 'infinity',
    examples: { '64M': '64 MiB', '10%': 'a tenth of the machine’s memory' },
  },
  MemoryHigh: {
    text: 'Above this the unit is slowed down and its memory reclaimed.',
    default: 'infinity',
    examples: { '64M': '64 MiB' },
  },
  MemoryLow: { text: 'Memory that is spared as long as others have some to give.', default: '0' },
  MemoryMin: { text: 'Memory that is never taken from the unit.', default: '0' },
  MemorySwapMax: { text: 'The most swap the unit may use.', default: 'infinity' },
  MemoryZSwapMax: { text: 'The most compressed swap the unit may use.', default: 'infinity' },
  MemoryZSwapWriteback: {
    text: 'Whether compressed swap may be written to the swap device.',
    default: 'yes',
  },
  MemoryAccounting: { text: 'Counts the unit’s memory.', default: 'yes, by the manager' },
  TasksMax: {
    text: 'The most processes and threads the unit may have.',
    default: 'the manager’s, 15 % of what the machine allows',
    type: 'number, percentage or infinity',
  },
  TasksAccounting: {
    text: 'Counts the unit’s processes and threads.',
    default: 'yes, by the manager',
  },
  CPUQuota: {
    text: 'CPU time the unit may use, in percent of one processor; 200% is two.',
    default: 'infinity',
    type: 'percentage',
    examples: { '20%': 'a fifth of one processor', '200%': 'two processors' },
  },
  CPUQuotaPeriodSec: { text: 'The window in which `CPUQuota=` is counted.', default: '100ms' },
  CPUWeight: {
    text: 'The unit’s share of CPU time when there is too little, against others with 100.',
    default: '100',
    type: 'number, 1 to 10000, or idle',
  },
  StartupCPUWeight: {
    text: 'As `CPUWeight=`, during boot and shutdown.',
    default: 'as CPUWeight=',
  },
  CPUAccounting: { text: 'Counts the unit’s CPU time.', default: 'yes, by the manager' },
  AllowedCPUs: { text: 'The processors the unit may run on.', default: 'all' },
  AllowedMemoryNodes: { text: 'The memory nodes the unit may use.', default: 'all' },
  IOAccounting: { text: 'Counts what the unit reads and writes.', default: 'no, by the manager' },
  IOWeight: {
    text: 'The unit’s share of disk access, against others with 100.',
    default: '100',
    type: 'number, 1 to 10000',
  },
  StartupIOWeight: { text: 'As `IOWeight=`, during boot and shutdown.', default: 'as IOWeight=' },
  IODeviceWeight: { text: '`IOWeight=` for one device.', default: 'none', type: 'path and weight' },
  IOReadBandwidthMax: {
    text: 'Bytes a second the unit may read from a device.',
    default: 'none',
    type: 'path and bytes',
  },
  IOWriteBandwidthMax: {
    text: 'Bytes a second the unit may write to a device.',
    default: 'none',
    type: 'path and bytes',
  },
  IPAccounting: {
    text: 'Counts the unit’s IP packets and bytes. Traffic of a socket’s connections counts for the socket unit, never for the service. Needs BPF; without it nothing is counted and nobody complains.',
    default: 'no, by the manager',
  },
  IPAddressAllow: {
    text: 'Addresses that stay allowed where `IPAddressDeny=` forbids: IP addresses, networks, `localhost`, `link-local`, `multicast` or `any`.',
    default: 'none',
    examples: {
      localhost: '127.0.0.0/8 and ::1',
      'link-local': '169.254.0.0/16 and fe80::/64',
      multicast: '224.0.0.0/4 and ff00::/8',
      any: 'every address',
    },
  },
  IPAddressDeny: {
    text: 'Addresses the unit may neither send to nor receive from. On a service it does not cover sockets passed in: repeat it in the socket unit. Needs BPF; without it nothing is denied and nobody complains.',
    default: 'none',
    examples: {
      any: 'every address',
      localhost: '127.0.0.0/8 and ::1',
      'link-local': '169.254.0.0/16 and fe80::/64',
      multicast: '224.0.0.0/4 and ff00::/8',
    },
  },
  SocketBindAllow: {
    text: 'Addresses and ports the service may bind itself although `SocketBindDeny=` forbids it.',
    default: 'none',
    examples: { 'ipv4:tcp:8080': 'IPv4, TCP, port 8080', 'tcp:1024-65535': 'a range of ports' },
  },
  SocketBindDeny: {
    text: 'Addresses and ports the service may not bind itself. Inherited sockets keep working: systemd bound those.',
    default: 'none',
    examples: { any: 'every address and port', 'ipv4:tcp:8080': 'IPv4, TCP, port 8080' },
  },
  RestrictNetworkInterfaces: {
    text: 'The network interfaces the unit may use; `~` in front forbids the named ones.',
    default: 'all',
    examples: { lo: 'the loopback interface', '~eth0': 'all but this one' },
  },
  IPIngressFilterPath: { text: 'A pinned BPF program that filters what arrives.', default: 'none' },
  IPEgressFilterPath: { text: 'A pinned BPF program that filters what leaves.', default: 'none' },
  NFTSet: {
    text: 'Adds the unit’s control group, user or group to a set of nftables.',
    default: 'none',
  },
  DevicePolicy: {
    text: 'Which devices the unit may use.',
    default: 'auto',
    values: {
      auto: 'all, unless DeviceAllow= says otherwise',
      closed: 'null, zero, random and their like, and those of DeviceAllow=',
      strict: 'only those of DeviceAllow=',
    },
  },
  DeviceAllow: {
    text: 'A device the unit may use, with `r`, `w` and `m` for reading, writing and making.',
    default: 'none',
    type: 'path or group, and rights',
  },
  ManagedOOMSwap: {
    text: 'Whether systemd-oomd may kill the unit when swap runs out.',
    default: 'auto',
    values: { auto: 'it may not, on this unit’s account', kill: 'it may' },
  },
  ManagedOOMMemoryPressure: {
    text: 'Whether systemd-oomd may kill the unit when memory is under pressure.',
    default: 'auto',
    values: { auto: 'it may not, on this unit’s account', kill: 'it may' },
  },
  ManagedOOMPreference: {
    text: 'Whether systemd-oomd spares the unit.',
    default: 'none',
    values: { none: 'it is treated like others', avoid: 'others first', omit: 'never' },
  },
  DisableControllers: { text: 'Controllers that are not used below this unit.', default: 'none' },
};
