import {
  durationReading,
  readClock,
  readWhole,
} from '#lib/engines/validation/text/grammars/indonesian-clock.ts'
import {
  digitWords,
  readCardinal,
} from '#lib/engines/validation/text/grammars/indonesian-numbers.ts'
import * as list from '#lib/engines/validation/text/grammars/indonesian-words.ts'
import {
  phraseTable,
  readFigures,
  readPhrase,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Typed = { readings: [TypedValue, ...TypedValue[]]; end: number }

const ordinals = formsOf([
  [1, 'pertama kesatu'],
  [2, 'kedua'],
  [3, 'ketiga'],
  [4, 'keempat'],
  [5, 'kelima'],
  [6, 'keenam'],
  [7, 'ketujuh'],
  [8, 'kedelapan kelapan'],
  [9, 'kesembilan'],
  [10, 'kesepuluh'],
  [11, 'kesebelas'],
])

const monthTable = phraseTable(list.months, ' ')

/** 3 Mei 2025, tanggal tiga Mei, bulan Mei. */
function readDate(lexemes: readonly Lexeme[], at: number): Typed | null {
  const dated = /^(?:tanggal|tgl|tarikh)$/.test(lexemes[at]?.text ?? '')
  const from = dated ? at + 1 : at
  const number = readWhole(lexemes, from)
  if (number === null || number.value < 1 || number.value > 31) return null
  const word = lexemes[number.end]?.text === 'bulan' ? number.end + 1 : number.end
  const month = readPhrase(lexemes, word, monthTable)
  if (month === null) return null
  const place = lexemes[month.end]?.text === 'tahun' ? month.end + 1 : month.end
  const year = readWhole(lexemes, place)
  const known = year !== null && year.value >= 1000 && year.value < 3000 ? year : null
  return {
    readings: [
      {
        type: 'date',
        year: known?.value ?? null,
        month: month.value,
        day: number.value,
        weekday: null,
      },
    ],
    end: known?.end ?? month.end,
  }
}

const readDuration = durationReading(true)

const malayic: Grammar = {
  language: 'id',
  cardinal: readCardinal,
  ordinal(lexemes, at) {
    const text = lexemes[at]?.text ?? ''
    const named = ordinals.get(text)
    if (named !== undefined) return { value: String(named), end: at + 1 }
    const figures = lexemes[at + 2]
    return text === 'ke' && lexemes[at + 1]?.text === '-' && figures?.kind === 'digits'
      ? { value: String(Number(figures.text)), end: at + 3 }
      : null
  },
  scales: formsOf([
    ['12', 'lusin'],
    ['100', 'ratus'],
    ['1000', 'ribu rb'],
    ['1000000', 'juta jt'],
    ['1000000000', 'miliar milyar bilion'],
    ['1000000000000', 'triliun'],
  ] as const),
  digitWords,
  minus: new Set(words('minus negatif')),
  decimalWords: new Set(words('koma')),
  and: new Set(),
  fractions: new Map([
    ['setengah', '0.5'],
    ['seperempat', '0.25'],
  ]),
  share: shareReader({
    cardinal: readCardinal,
    parts: '3: pertiga; 4: perempat; 5: perlima; 6: perenam; 8: perdelapan; 10: persepuluh',
    whole: new Map([
      ['sepertiga', '1/3'],
      ['seperlima', '1/5'],
    ]),
  }),
  signs: { '-': ['sampai', 'hingga'], '+': ['tambah'], '×': ['kali'] },
  percentAfter: words('persen peratus'),
  units: list.units,
  currencies: list.currencies,
  subunits: new Map([['sen', '0.01']]),
  months: list.months,
  weekdays: list.weekdays,
  clock: (lexemes, at) =>
    readClock(lexemes, at) ?? readPrefixedMoney(lexemes, at) ?? readDuration(lexemes, at),
  date: readDate,
  fillers: new Set(words('eh hmm em anu')),
  polite: list.polite,
  negations: list.negations,
  negationPatterns: list.negationPatterns,
  conditions: list.conditions,
  harmless: list.harmless,
  questions: list.questions,
  approximators: list.approximators,
  articles: new Set(words('sebuah seorang si sang')),
  yes: new Set(words('ya iya betul benar ada bisa boleh setuju')),
  no: new Set(words('tidak bukan belum nggak enggak tak jangan')),
  functionWords: new Set(list.functionWords),
}

/** Rp50.000, Rp 1,5 juta, RM50. */
function readPrefixedMoney(lexemes: readonly Lexeme[], at: number): Typed | null {
  const currency = { rp: 'IDR', rm: 'MYR' }[lexemes[at]?.text ?? '']
  if (currency === undefined) return null
  const dot = lexemes[at + 1]?.text === '.' ? at + 2 : at + 1
  const amount = readFigures(lexemes, dot, currency === 'IDR')
  if (amount === null) return null
  const scale = scaleOf(lexemes[amount.end]?.text ?? '')
  const value = scale === null ? amount.value : scaled(amount.value, scale)
  const end = scale === null ? amount.end : amount.end + 1
  return { readings: [{ type: 'money', value, currency }], end }
}

const scaleOf = (word: string): number | null =>
  ({ ribu: 3, rb: 3, juta: 6, jt: 6, miliar: 9, milyar: 9, triliun: 12 })[word] ?? null

function scaled(decimal: string, zeros: number): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const moved = `${whole}${fraction.padEnd(zeros, '0')}`
  const rest = moved.slice(whole.length + zeros)
  const integer = moved.slice(0, whole.length + zeros).replace(/^0+(?=\d)/, '')
  return rest === '' ? integer : `${integer}.${rest}`
}

const readMalayDuration = durationReading(false)

export const id: Grammar = { ...malayic, decimalComma: true }

/** Malay writes a decimal point. */
export const ms: Grammar = {
  ...malayic,
  language: 'ms',
  clock: (lexemes, at) =>
    readClock(lexemes, at) ?? readPrefixedMoney(lexemes, at) ?? readMalayDuration(lexemes, at),
}
