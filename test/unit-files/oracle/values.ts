import { readFileSync } from 'node:fs';
import fc from 'fast-check';

/** Samples by kind of value, from samples.txt; a directive draws from the kinds of its type and from all. */
export const SAMPLES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  readFileSync(new URL('samples.txt', import.meta.url), 'utf8')
    .split(/^# /m)
    .slice(1)
    .map((block) => {
      const [kind = '', ...samples] = block.trimEnd().split('\n');
      return [kind, samples];
    }),
);

const EVERYTHING: readonly string[] = Object.values(SAMPLES).flat();

/** Kinds a value type draws from first. */
const KINDS: readonly (readonly [type: RegExp, kinds: readonly string[]])[] = [
  [/bool|tristate|isolate|mount_apivfs/, ['booleans']],
  [/^exec$/, ['commands']],
  [/listen|in_addr|socket_bind/, ['addresses']],
  [/sec|timeout|timer|duration/, ['times']],
  [/size|memory|tasks|rlimit|oom_mem|cpu_quota/, ['sizes', 'times', 'texts']],
  [
    /path|directories|working|pid_file|env_file|images|filesystems$|device|io_limit|bandwidth/,
    ['paths', 'texts'],
  ],
  [/unit_deps|slice|sockets|socket_service|trigger/, ['units']],
  [/mode$/, ['modes', 'words']],
  [/int|long|unsigned|nice|prio|weight|shares|score|exit_status|tty/, ['numbers']],
  [
    /syscall|address_families|namespaces|filesystems|interfaces|bindtodevice|capability|secure|coredump|cpuset|affinity|numa|environ|extra_fields|credential|controllers|delegate/,
    ['lists', 'words'],
  ],
  [
    /user|bus_name|documentation|string|reboot|log_namespace|root_hash|bpf|policy|open_file|nft|pattern|root_image|personality|condition|label|profile|context/,
    ['texts', 'words', 'lists'],
  ],
];

const PIECES = [
  ' ',
  '\t',
  '"',
  "'",
  '\\',
  '%',
  '%i',
  ':',
  ';',
  ',',
  '=',
  '-',
  '+',
  '~',
  '@',
  '/',
  '.',
  '#',
  '0',
  '9',
  'x',
  'K',
  's',
  '%%',
  '\\x41',
  'é',
  '\u00a0',
];

/** Alphabets of the small languages inside values. */
const ALPHABETS = [
  '0123456789.+- smhdwyM',
  '0123456789.KMGTEPB %‰',
  '0123456789abcdef:.[]%/',
  '0123xXbBoO+-af ',
  '"\'\\ abnxs041;%$@-',
  '/. ab~+-:%"',
  '%%%%%%abcdijnptuzABCHINPRSTVY',
  'ab.@-_\\%ixservicokt',
  'aA=_0 "\\%',
  '0123456789-, "x',
  'SIGTERMINAX+-0123456789',
  'ipv46tcpudany:0123-',
  'AFINETUX_6 ~',
  '~@:!|abc ENOP',
];

/** Letters of one alphabet in any order. */
const scrambled: fc.Arbitrary<string> = fc
  .constantFrom(...ALPHABETS)
  .chain((letters) => fc.array(fc.constantFrom(...letters), { maxLength: 14 }))
  .map((letters) => letters.join('').trim());

/** A small change somewhere in a value. */
const mutated = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length), fc.integer({ min: 0, max: 2 }), fc.constantFrom(...PIECES))
    .map(([at, remove, piece]) => text.slice(0, at) + piece + text.slice(at + remove));

/** Samples of the kinds a value type draws from first. */
export function samplesFor(type: string): readonly string[] {
  const kinds = KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? ['words', 'numbers'];
  return kinds.flatMap((kind) => SAMPLES[kind] ?? []);
}

/** A value for a directive of a type: mostly of its own kind, sometimes changed, sometimes any. */
export function someValue(type: string): fc.Arbitrary<string> {
  const own = fc.constantFrom(...samplesFor(type));
  const any = fc.constantFrom(...EVERYTHING);
  return fc.oneof(
    { weight: 6, arbitrary: own },
    { weight: 2, arbitrary: own.chain(mutated) },
    { weight: 1, arbitrary: fc.tuple(own, own).map((pair) => pair.join(' ')) },
    { weight: 2, arbitrary: any },
    { weight: 1, arbitrary: any.chain(mutated) },
    { weight: 2, arbitrary: scrambled },
    { weight: 1, arbitrary: fc.constant('') },
  );
}
