import { formsOf } from '#lib/engines/validation/text/grammars/phrases.ts'

/** Abbreviations that are used whatever the script, beyond those that all languages have in common. */
export const latinUnits: ReadonlyMap<string, string> = formsOf([
  ['kilometre-per-hour', 'km/h|km / h|kmh|kph'],
  ['minute', 'min mins'],
  ['hour', 'h hr hrs'],
  ['second', 'sec'],
] as const)
