import { lowerCase } from '#lib/engines/validation/text/entities/plain-text.ts'
import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** Words before a day of the week of which one may mean the other: said on a Monday, `this Friday` is the next one. */
const which: Readonly<Record<string, RegExp>> = {
  en: /^(?:next|this|coming|upcoming|the coming|this coming|following)$/,
  de: /^(?:nächste[nrsm]?|diese[nrsm]?|kommende[nrsm]?)$/,
  fr: /^(?:prochaine?|ce|cette|suivante?)$/,
  es: /^(?:próximo|proximo|este|siguiente|que viene)$/,
  it: /^(?:prossim[oa]|quest[oa])$/,
  pt: /^(?:próxim[oa]|est[ea]|que vem)$/,
  nl: /^(?:volgende|deze|komende|aanstaande)$/,
}

/** Whether both words only say which of the days of one name is meant, and may mean the same one. */
export function bothSayWhich(a: string, b: string, language: string): boolean {
  const words = which[primarySubtag(language)]
  return words !== undefined && [a, b].every((span) => words.test(lowerCase(span, language)))
}
