import { generalGrammar } from '#lib/engines/validation/text/grammars/general.ts'
import { grammars } from '#lib/engines/validation/text/grammars/registry.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'

const known = new Map<string, Grammar>()
/** Tags come from suites; more than this means that something invents them. */
const maxLanguages = 200
/** Other names of a language. */
const aliases: Readonly<Record<string, string>> = {
  no: 'nb',
  nn: 'nb',
  cmn: 'zh',
  yue: 'zh',
  iw: 'he',
  in: 'id',
}

/** The first subtag of a BCP-47 tag: `pt` of `pt-BR`. */
export function primarySubtag(language: string): string {
  const dash = language.indexOf('-')
  return (dash < 0 ? language : language.slice(0, dash)).toLowerCase()
}

/** Grammar of a BCP-47 language; a language without its own is read without number words. */
export function grammarOf(language: string): Grammar {
  const subtag = primarySubtag(language)
  const primary = aliases[subtag] ?? subtag
  let grammar = known.get(primary)
  if (grammar === undefined) {
    if (known.size >= maxLanguages) known.clear()
    grammar = grammars[primary]?.() ?? generalGrammar(primary)
    known.set(primary, grammar)
  }
  return grammar
}
