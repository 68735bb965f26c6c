import { booleanParsers } from './booleans.ts';
import { commandParsers } from './command.ts';
import { credentialParsers } from './credentials.ts';
import { deviceParsers } from './devices.ts';
import { enumerationParsers } from './enumerations.ts';
import { environmentParsers } from './environment.ts';
import { interfaceParsers } from './interface.ts';
import { limitParsers } from './limits.ts';
import { listenParsers } from './listen.ts';
import { listParsers } from './lists.ts';
import { mountParsers } from './mounts.ts';
import { pathParsers } from './paths.ts';
import { numberParsers } from './plain-numbers.ts';
import { signalParsers } from './signals.ts';
import { sizeParsers } from './size.ts';
import { socketBindParsers } from './socket-bind.ts';
import { stdioParsers } from './stdio.ts';
import { textParsers } from './texts.ts';
import { timeSpanParsers } from './time-span.ts';
import { unitReferenceParsers } from './unit-references.ts';
import { userParsers } from './users.ts';
import type { ValueParser, ValueParsers } from './value.ts';

/** Every value type of the directives and who reads it. */
const PARSERS: ValueParsers = {
  ...booleanParsers,
  ...commandParsers,
  ...credentialParsers,
  ...deviceParsers,
  ...enumerationParsers,
  ...environmentParsers,
  ...interfaceParsers,
  ...limitParsers,
  ...listenParsers,
  ...listParsers,
  ...mountParsers,
  ...numberParsers,
  ...pathParsers,
  ...signalParsers,
  ...sizeParsers,
  ...socketBindParsers,
  ...stdioParsers,
  ...textParsers,
  ...timeSpanParsers,
  ...unitReferenceParsers,
  ...userParsers,
};

/** The parser of a value type; undefined for a type nothing is known of, which takes any value. */
export function valueParserOf(type: string): ValueParser | undefined {
  return PARSERS[type];
}
