import type { ValueParser, ValueParsers } from './value.ts';

/** Every value type of the directives and who reads it. */
const PARSERS: ValueParsers = {};

/** The parser of a value type; undefined for a type nothing is known of, which takes any value. */
export function valueParserOf(type: string): ValueParser | undefined {
  return PARSERS[type];
}
