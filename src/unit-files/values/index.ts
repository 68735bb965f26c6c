import { bindPathParsers } from './bind-paths.ts';
import { booleanParsers } from './booleans.ts';
import { bpfParsers } from './bpf.ts';
import { busNameParsers } from './bus-name.ts';
import { commandParsers } from './command.ts';
import { controllerParsers } from './controllers.ts';
import { cpuSetParsers } from './cpu-set.ts';
import { credentialParsers } from './credentials.ts';
import { deviceParsers } from './devices.ts';
import { directoryParsers } from './directories.ts';
import { documentationParsers } from './documentation.ts';
import { enumerationParsers } from './enumerations.ts';
import { environmentParsers } from './environment.ts';
import { imagePolicyParsers } from './image-policy.ts';
import { imageParsers } from './images.ts';
import { interfaceParsers } from './interface.ts';
import { ipPrefixParsers } from './ip-prefix.ts';
import { journalParsers } from './journal.ts';
import { limitParsers } from './limits.ts';
import { listenParsers } from './listen.ts';
import { memoryPressureParsers } from './memory-pressure.ts';
import { openFileParsers } from './open-file.ts';
import { pathParsers } from './paths.ts';
import { numberParsers } from './plain-numbers.ts';
import { restrictionParsers } from './restrictions.ts';
import { signalParsers } from './signals.ts';
import { sizeParsers } from './size.ts';
import { socketBindParsers } from './socket-bind.ts';
import { stdioParsers } from './stdio.ts';
import { syscallParsers } from './syscalls.ts';
import { textParsers } from './texts.ts';
import { timeSpanParsers } from './time-span.ts';
import { unitReferenceParsers } from './unit-references.ts';
import { userParsers } from './users.ts';
import type { ValueParser, ValueParsers } from './value.ts';

/** Every value type of the directives and who reads it. */
const PARSERS: ValueParsers = {
  ...bindPathParsers,
  ...booleanParsers,
  ...bpfParsers,
  ...busNameParsers,
  ...commandParsers,
  ...controllerParsers,
  ...cpuSetParsers,
  ...credentialParsers,
  ...deviceParsers,
  ...directoryParsers,
  ...documentationParsers,
  ...enumerationParsers,
  ...environmentParsers,
  ...imagePolicyParsers,
  ...imageParsers,
  ...interfaceParsers,
  ...ipPrefixParsers,
  ...journalParsers,
  ...limitParsers,
  ...listenParsers,
  ...memoryPressureParsers,
  ...openFileParsers,
  ...pathParsers,
  ...numberParsers,
  ...restrictionParsers,
  ...signalParsers,
  ...sizeParsers,
  ...socketBindParsers,
  ...stdioParsers,
  ...syscallParsers,
  ...textParsers,
  ...timeSpanParsers,
  ...unitReferenceParsers,
  ...userParsers,
};

/** The parser of a value type; undefined for a type nothing is known of, which takes any value. */
export function valueParserOf(type: string): ValueParser | undefined {
  return PARSERS[type];
}
