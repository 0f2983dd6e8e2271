import {
  durationReader,
  type DurationUnit,
} from '#lib/engines/validation/text/grammars/duration-reader.ts'
import { hanCardinal } from '#lib/engines/validation/text/grammars/han-cardinal.ts'
import {
  hanDate,
  readFraction,
  readWhole,
} from '#lib/engines/validation/text/grammars/han-dates.ts'
import { isHanNumeral, readHanNumber } from '#lib/engines/validation/text/grammars/han-numbers.ts'
import { hanRules, readClock } from '#lib/engines/validation/text/grammars/ja-clock.ts'
import {
  digitTable,
  readDecimals,
  readDialled,
  readZero,
} from '#lib/engines/validation/text/grammars/ja-numbers.ts'
import * as list from '#lib/engines/validation/text/grammars/ja-words.ts'
import { kiloReader } from '#lib/engines/validation/text/grammars/kilo-reader.ts'
import {
  phraseTable,
  readFigures,
  readPhrase,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import {
  readDigitString,
  readLetteredCode,
} from '#lib/engines/validation/text/grammars/spoken-code.ts'
import type {
  Cardinal,
  Found,
  Grammar,
  Lexeme,
} from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Typed = { readings: [TypedValue, ...TypedValue[]]; end: number }

const readHan = hanCardinal({
  ...hanRules,
  wordsFrom: list.wordsFrom,
  wordsTo: list.wordsTo,
  counters: list.counters,
  leads: list.leads,
})

/** ひとつ is 一つ: the native stems before つ. */
const natives = phraseTable(
  formsOf([
    ['1', 'ひと'],
    ['2', 'ふた'],
    ['3', 'みっ'],
    ['4', 'よっ'],
    ['5', 'いつ'],
    ['6', 'むっ'],
    ['7', 'なな'],
    ['8', 'やっ'],
    ['9', 'ここの'],
  ] as const),
  '',
)

function readNative(lexemes: readonly Lexeme[], at: number): Found<Cardinal> {
  const native = readPhrase(lexemes, at, natives)
  if (native === null || lexemes[native.end]?.text !== 'つ') return null
  return /^[けか]$/.test(lexemes[native.end + 1]?.text ?? '') ? null : native
}

function readAmount(lexemes: readonly Lexeme[], at: number): { value: string; end: number } | null {
  const number = readHanNumber(lexemes, at, hanRules)
  if (number?.shape === 'string') return null
  return number === null ? readFigures(lexemes, at) : readDecimals(lexemes, number, '点')
}

const named = <T>(names: string, value: T) => words(names).map((name) => [name, value] as const)
const readDuration = durationReader({
  amount: readAmount,
  units: phraseTable<DurationUnit>(
    [
      ...named('時間', { seconds: 3600n }),
      ...named('分 分間', { seconds: 60n }),
      ...named('秒 秒間', { seconds: 1n }),
      ...named('か月 ヶ月 カ月 ケ月 ヵ月', { months: 1n }),
      ...named('年 年間', { months: 12n }),
    ],
    '',
  ),
  halfBefore: phraseTable(named('半', true), ''),
  halfAfter: phraseTable(named('半', true), ''),
  and: phraseTable(named('と', true), ''),
})

/** 十分 is "enough" as well, and 五分五分 no length. */
const isNoDuration = (lexemes: readonly Lexeme[], at: number) => {
  const first = lexemes[at]
  if (first?.kind !== 'digits' && first?.text !== '半' && !isHanNumeral(first)) return true
  const text = lexemes
    .slice(at, at + 4)
    .map((lexeme) => lexeme.text)
    .join('')
  if (/^[0-9一二三四五六七八九十]{1,2}分の[0-9一二三四五六七八九]/.test(text)) return true
  if (/^十分(?![間前後])|^五分五分|^[一二三四五六七八九]分[野類割解析岐子]/.test(text)) return true
  return lexemes[at]?.glued === true && /^[.0-9時]/.test(lexemes[at - 1]?.text ?? '')
}

/** 摂氏20度, 華氏七十度; 3番目 and 三つ目 as ordinals are read below. */
function readDegrees(lexemes: readonly Lexeme[], at: number): Typed | null {
  if (!/^[摂華]/.test(lexemes[at]?.text ?? '')) return null
  const scale = { 摂氏: 'celsius', 華氏: 'fahrenheit' }[
    `${lexemes[at]?.text ?? ''}${lexemes[at + 1]?.text ?? ''}`
  ]
  if (scale === undefined) return null
  const cold = /^(?:マイナス|氷点下)/.exec(
    lexemes
      .slice(at + 2, at + 6)
      .map((lexeme) => lexeme.text)
      .join(''),
  )
  const amount = readAmount(lexemes, at + 2 + (cold?.[0].length ?? 0))
  if (amount === null || lexemes[amount.end]?.text !== '度') return null
  const value = `${cold === null ? '' : '-'}${amount.value}`
  return { readings: [{ type: 'measure', value, dimension: scale }], end: amount.end + 1 }
}

const ordinalEnds = phraseTable(named('番目 つ目 つめ', true), '')

function readOrdinal(lexemes: readonly Lexeme[], at: number): Found<{ value: string }> {
  const prefixed = lexemes[at]?.text === '第'
  const from = prefixed ? at + 1 : at
  const number = readWhole(lexemes, from, hanRules) ?? (prefixed ? null : readNative(lexemes, from))
  if (number === null) return null
  const end = readPhrase(lexemes, number.end, ordinalEnds)?.end
  if (end === undefined && !prefixed) return null
  return { value: String(number.value), end: end ?? number.end }
}

/** 5キロ: kilometres or kilograms. */
const readKilo = kiloReader(readAmount, phraseTable(named('キロ', true), ''), /^[グメワカバヘリ]/)

export const ja: Grammar = {
  language: 'ja',
  unspaced: true,
  cardinal: (lexemes, at) =>
    readZero(lexemes, at) ?? readHan(lexemes, at) ?? readNative(lexemes, at),
  mixed: (lexemes, at) => {
    const number = readHanNumber(lexemes, at, hanRules)
    return number?.shape === 'built' ? number : null
  },
  ordinal: readOrdinal,
  scales: formsOf([
    ['1000', '千'],
    ['10000', '万'],
    ['1000000', '百万'],
    ['10000000', '千万'],
    ['100000000', '億'],
    ['1000000000000', '兆'],
  ] as const),
  code: (lexemes, at) =>
    readFraction(lexemes, at, hanRules, '分の') ??
    readDialled(lexemes, at) ??
    readDigitString(lexemes, at, digitTable) ??
    readLetteredCode(lexemes, at, digitTable),
  digitWords: digitTable.entries,
  minus: new Set(words('マイナス 氷点下 零下')),
  decimalWords: new Set(words('点 テン コンマ')),
  and: new Set(words('と')),
  fractions: new Map([['半', '0.5']]),
  signs: { '-': ['から'], '+': ['足す', 'プラス'], '×': ['かける'], ':': ['対'] },
  percentAfter: words('パーセント'),
  units: list.units,
  currencies: list.currencies,
  subunits: formsOf([['0.01', 'セント']] as const),
  subunitOf: 'USD',
  months: new Map(),
  weekdays: list.weekdays,
  clock: (lexemes, at) =>
    readDegrees(lexemes, at) ??
    readClock(lexemes, at) ??
    (isNoDuration(lexemes, at) ? null : (readDuration(lexemes, at) ?? readKilo(lexemes, at))),
  date: hanDate({
    rules: hanRules,
    days: new Set(['日']),
    notMonth: /^[間曜]/,
    eras: new Map([
      ['令和', 2018],
      ['平成', 1988],
      ['昭和', 1925],
      ['大正', 1911],
    ]),
  }),
  fillers: new Set(words('えーと えっと ええと えー うーん えーっと んー')),
  polite: list.polite,
  negations: list.negations,
  negationPatterns: list.negationPatterns,
  conditions: list.conditions,
  harmless: list.harmless,
  questions: list.questions,
  approximators: list.approximators,
  fold: (word) => word.replace(/[〇]/g, '零'),
  articles: new Set(),
  yes: new Set(words('はい ええ うん そうです はいそうです お願いします 有り あり')),
  no: new Set(words('いいえ いや ううん 違います いりません 結構です 無し なし')),
  functionWords: new Set(list.functionWords),
}
