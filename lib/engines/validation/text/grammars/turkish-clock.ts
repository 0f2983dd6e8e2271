import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { clockReadings, type DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import {
  ordinalReader,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { formsOf, phraseAt, phrases } from '#lib/engines/validation/text/grammars/phrases.ts'
import {
  accusative,
  cardinal,
  dative,
  locative,
} from '#lib/engines/validation/text/grammars/turkish-numbers.ts'
import type { Grammar, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

const flags = (list: string) => new Map(phrases(list).map((phrase) => [phrase, true as const]))
const readLocative = ordinalReader(locative)

const parts = formsOf([
  ['morning', 'sabah|sabahleyin|sabahları|bu sabah'],
  ['noon', 'öğlen|öğle|öğleyin'],
  ['pm', 'öğleden sonra|öğleden sonraki|ikindi'],
  ['evening', 'akşam|akşamleyin|akşamüstü|bu akşam'],
  ['night', 'gece|geceleyin|bu gece'],
] as const)

const minutes: Reader<{ value: string }> = (lexemes, at) =>
  lexemes[at]?.text === 'çeyrek' ? { value: '15', end: at + 1 } : cardinal(lexemes, at)

function caseHour(lexemes: readonly Lexeme[], at: number, form: NumberSystem, endings: RegExp) {
  const digits = lexemes[at]
  if (digits?.kind !== 'digits') {
    const found = ordinalReader(form)(lexemes, at)
    return found && { hour: Number(found.value), end: found.end }
  }
  const mark = lexemes[at + 1]?.text === "'" ? 1 : 0
  const ending = lexemes[at + 1 + mark]
  return ending !== undefined && ending.glued && endings.test(ending.text)
    ? { hour: Number(digits.text), end: at + 2 + mark }
    : null
}

/** `yediyi çeyrek geçiyor`, `8'e 10 var`: minutes past and to the hour. */
const relative = (lexemes: readonly Lexeme[], from: number) => {
  const part = phraseAt(lexemes, from, parts)
  const clock = lexemes[part?.end ?? from]?.text === 'saat' ? 1 : 0
  const at = (part?.end ?? from) + clock
  const past = caseHour(lexemes, at, accusative, /^y?[ıiuü]$/u)
  const hour = past ?? caseHour(lexemes, at, dative, /^y?[ae]$/u)
  const count = hour && readMinutes(lexemes, hour.end)
  if (!hour || !count || hour.hour > 24) return null
  const verb = lexemes[count.end]?.text ?? ''
  const ok = past
    ? /^geç(?:iyor|e|mişti|erek|eye)/u.test(verb)
    : /^(?:var|kala|kalıyor)/u.test(verb)
  if (!ok) return null
  const readings = clockReadings(hour.hour, past ? count.value : -count.value, part?.value ?? null)
  return readings && { readings, end: count.end + 1 }
}

function readMinutes(lexemes: readonly Lexeme[], at: number) {
  const digits = lexemes[at]
  const found =
    digits?.kind === 'digits' ? { value: digits.text, end: at + 1 } : minutes(lexemes, at)
  const value = Number(found?.value)
  if (found === null || !Number.isInteger(value) || value > 59) return null
  return { value, end: lexemes[found.end]?.text === 'dakika' ? found.end + 1 : found.end }
}

const plainClock = clockReader({
  hour(lexemes, at) {
    const found = readLocative(lexemes, at)
    return found ? { ...found, marked: true } : cardinal(lexemes, at)
  },
  minute: cardinal,
  before: new Map<string, 'strong'>([
    ['saat', 'strong'],
    ['saati', 'strong'],
    ['saatler', 'strong'],
  ]),
  after: new Map(),
  endings: new Map([
    ...phrases("' de|' da|' te|' ta").map((ending) => [ending, true] as const),
    ...phrases("' e|' a|' ye|' ya|' den|' dan|' ten|' tan|' i|' yi|' ı|' u|' ü").map(
      (ending) => [ending, false] as const,
    ),
  ]),
  minuteWords: flags('dakika|dakikada'),
  parts: new Map<string, DayPart>(parts),
  fixed: formsOf([
    [0, 'gece yarısı|'],
    [720, 'öğle vakti|'],
  ] as const),
})

/** Reader of Turkish clock times. */
export const clock: NonNullable<Grammar['clock']> = (lexemes, at) =>
  relative(lexemes, at) ?? plainClock(lexemes, at)
