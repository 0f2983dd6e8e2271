import { hanCardinal } from '#lib/engines/validation/text/grammars/han-cardinal.ts'
import {
  hanDate,
  readFraction,
  readWhole,
} from '#lib/engines/validation/text/grammars/han-dates.ts'
import { hanDigits, readHanNumber } from '#lib/engines/validation/text/grammars/han-numbers.ts'
import { phraseTable } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { readLetteredCode } from '#lib/engines/validation/text/grammars/spoken-code.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { hanRules, readClock } from '#lib/engines/validation/text/grammars/zh-clock.ts'
import { readLength, readQuantity } from '#lib/engines/validation/text/grammars/zh-quantities.ts'
import * as list from '#lib/engines/validation/text/grammars/zh-words.ts'

const cardinal = hanCardinal({
  ...hanRules,
  wordsFrom: list.wordsFrom,
  wordsTo: list.wordsTo,
  counters: list.counters,
  leads: list.leads,
})

/** Digits one by one; 幺 is one on the phone. */
const digitTable = phraseTable(
  [
    ...[...hanDigits]
      .filter(([digit]) => /[〇零一二三四五六七八九]/.test(digit))
      .map(([digit, value]) => [digit, String(value)] as const),
    ['幺', '1'] as const,
  ],
  '',
)

export const zh: Grammar = {
  language: 'zh',
  unspaced: true,
  cardinal,
  mixed: (lexemes, at) => {
    const number = readHanNumber(lexemes, at, hanRules)
    return number?.shape === 'built' ? number : null
  },
  ordinal(lexemes, at) {
    if (lexemes[at]?.text !== '第') return null
    const number = readWhole(lexemes, at + 1, hanRules)
    return number && { value: String(number.value), end: number.end }
  },
  code: (lexemes, at) =>
    readFraction(lexemes, at, hanRules, '分之') ?? readLetteredCode(lexemes, at, digitTable),
  scales: formsOf([
    ['1000', '千'],
    ['10000', '万 萬'],
    ['10000000', '千万 千萬'],
    ['1000000', '百万 百萬'],
    ['100000000', '亿 億'],
  ] as const),
  digitWords: digitTable.entries,
  minus: new Set(words('负 負 零下')),
  decimalWords: new Set(words('点 點')),
  and: new Set(),
  fractions: new Map([['半', '0.5']]),
  signs: { '-': ['到', '至'], '+': ['加'], '×': ['乘', '乘以'], ':': ['比'] },
  percentAfter: [],
  percentBefore: ['百分之'],
  units: list.units,
  currencies: list.currencies,
  subunits: formsOf([
    ['0.1', '角 毛 毛钱 毛錢'],
    ['0.01', '分钱 分錢'],
  ] as const),
  subunitOf: 'CNY',
  months: new Map(),
  weekdays: list.weekdays,
  clock: (lexemes, at) =>
    readQuantity(lexemes, at) ?? readClock(lexemes, at) ?? readLength(lexemes, at),
  date: hanDate({
    rules: hanRules,
    days: new Set(words('日 号 號')),
    notMonth: /^[间間]|^以[来來]/,
    eras: new Map([
      ['民国', 1911],
      ['民國', 1911],
    ]),
  }),
  fillers: new Set(words('嗯 呃 啊 哦 噢 呀')),
  polite: list.polite,
  negations: list.negations,
  negationPatterns: list.negationPatterns,
  conditions: list.conditions,
  harmless: list.harmless,
  questions: list.questions,
  approximators: list.approximators,
  fold: (word) =>
    word.replace(/[兩點萬億號〇]/g, (character) => plainForms[character] ?? character),
  articles: new Set(),
  yes: new Set(words('是 是的 对 對 对的 對的 好 好的 可以 行 嗯 有 没错')),
  no: new Set(words('不 不是 否 不对 不對 不行 不可以 不要 没有 沒有')),
  functionWords: new Set(list.functionWords),
}

const plainForms: Record<string, string> = {
  兩: '两',
  點: '点',
  萬: '万',
  億: '亿',
  號: '号',
  〇: '零',
}
