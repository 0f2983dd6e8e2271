import type { Language, PerLanguage } from '#simulator/domains/domain.ts'

type Unit = { seconds: number; one: string; many: string; matches: string }

const units: PerLanguage<Unit[]> = {
  en: [
    { seconds: 3_600, one: 'hour', many: 'hours', matches: 'hours?' },
    { seconds: 60, one: 'minute', many: 'minutes', matches: 'minutes?|mins?' },
    { seconds: 1, one: 'second', many: 'seconds', matches: 'seconds?|secs?' },
  ],
  de: [
    { seconds: 3_600, one: 'Stunde', many: 'Stunden', matches: 'stunden?' },
    { seconds: 60, one: 'Minute', many: 'Minuten', matches: 'minuten?' },
    { seconds: 1, one: 'Sekunde', many: 'Sekunden', matches: 'sekunden?' },
  ],
  es: [
    { seconds: 3_600, one: 'hora', many: 'horas', matches: 'horas?' },
    { seconds: 60, one: 'minuto', many: 'minutos', matches: 'minutos?' },
    { seconds: 1, one: 'segundo', many: 'segundos', matches: 'segundos?' },
  ],
  fr: [
    { seconds: 3_600, one: 'heure', many: 'heures', matches: 'heures?' },
    { seconds: 60, one: 'minute', many: 'minutes', matches: 'minutes?' },
    { seconds: 1, one: 'seconde', many: 'secondes', matches: 'secondes?' },
  ],
}
const one: PerLanguage<string> = {
  en: 'an|a|1',
  de: 'einer|einen|eine|ein|1',
  es: 'una|un|1',
  fr: 'une|un|1',
}
const and: PerLanguage<string> = { en: 'and', de: 'und', es: 'y', fr: 'et' }
/** Whole phrases with a value of their own, in normalised spelling. */
const fixed: PerLanguage<Record<string, number>> = {
  en: { 'half an hour': 1_800, 'an hour and a half': 5_400, 'a quarter of an hour': 900 },
  de: { 'eine halbe stunde': 1_800, 'anderthalb stunden': 5_400, 'eine viertelstunde': 900 },
  es: { 'media hora': 1_800, 'una hora y media': 5_400 },
  fr: { 'une demi heure': 1_800, 'une heure et demie': 5_400, 'un quart d heure': 900 },
}

const source = (language: Language): string => {
  const unit = units[language].map(({ matches }) => matches).join('|')
  const part = `(?:\\d{1,3}|${one[language]}) (?:${unit})`
  return [
    ...Object.keys(fixed[language]).sort((left, right) => right.length - left.length),
    // French "un" is a number word and therefore already a digit.
    ...(language === 'fr' ? ['1 quart d heure'] : []),
    `${part}(?: (?:${and[language]} )?${part}){0,2}`,
  ].join('|')
}

const sources: PerLanguage<string> = {
  en: source('en'),
  de: source('de'),
  es: source('es'),
  fr: source('fr'),
}

/** Regular expression source of a duration in normalised text. */
export const durationSource = (language: Language): string => sources[language]

/** Seconds of a text that `durationSource` matched. */
export function durationSeconds(text: string, language: Language): number {
  const known = fixed[language][text] ?? (text === '1 quart d heure' ? 900 : undefined)
  if (known !== undefined) return known
  let seconds = 0
  for (const unit of units[language]) {
    const found = new RegExp(`(\\d+|\\b(?:${one[language]})) (?:${unit.matches})\\b`).exec(text)
    if (found) seconds += (Number(found[1]) || (found[1] === '0' ? 0 : 1)) * unit.seconds
  }
  return seconds
}

/** "1 hour 30 minutes", in the given language. */
export function durationName(seconds: number, language: Language): string {
  const parts: string[] = []
  let rest = seconds
  for (const unit of units[language]) {
    const count = Math.floor(rest / unit.seconds)
    rest -= count * unit.seconds
    if (count > 0) parts.push(`${count} ${count === 1 ? unit.one : unit.many}`)
  }
  return parts.length === 0 ? `0 ${units[language].at(-1)?.many ?? ''}` : parts.join(' ')
}
