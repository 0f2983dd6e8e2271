import { kiloReader } from '#lib/engines/validation/text/grammars/kilo-reader.ts'
import {
  readClock,
  readDate,
  readDuration,
  readWhole,
} from '#lib/engines/validation/text/grammars/korean-clock.ts'
import {
  readCardinal,
  readSino,
  readSpelledNumber,
} from '#lib/engines/validation/text/grammars/korean-numbers.ts'
import * as list from '#lib/engines/validation/text/grammars/korean-words.ts'
import { phraseTable, readFigures } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Grammar, Reader, Share } from '#lib/engines/validation/text/grammars/types.ts'

const readKilo = kiloReader(
  (lexemes, at) => {
    const number = readFigures(lexemes, at) ?? readWhole(lexemes, at)
    return number && { value: String(number.value), end: number.end }
  },
  phraseTable([['킬로', true]], ' '),
  /^(?:미터|그램|와트|칼로리|바이트)/,
)

const firsts = new Map([
  ['첫째', 1],
  ['둘째', 2],
  ['셋째', 3],
  ['넷째', 4],
])

/** 삼분의 이 is 2/3. */
const share: Reader<Share> = (lexemes, at) => {
  const under = readWhole(lexemes, at)
  if (under === null || under.value < 2 || lexemes[under.end]?.text !== '분') return null
  if (lexemes[under.end + 1]?.text !== '의') return null
  const over = readWhole(lexemes, under.end + 2)
  return over && { over: String(over.value), under: String(under.value), end: over.end }
}

export const ko: Grammar = {
  language: 'ko',
  cardinal: readCardinal,
  mixed: (lexemes, at) => {
    const number = readSino(lexemes, at)
    return number?.shape === 'built' ? number : null
  },
  ordinal(lexemes, at) {
    const text = lexemes[at]?.text ?? ''
    const named =
      firsts.get(text) ?? (text === '첫' && /^번째?$/.test(lexemes[at + 1]?.text ?? '') ? 1 : null)
    if (named !== null) return { value: String(named), end: text === '첫' ? at + 2 : at + 1 }
    const prefixed = text === '제' && lexemes[at + 1]?.glued === true
    const number = readWhole(lexemes, prefixed ? at + 1 : at)
    if (number === null) return null
    const after = lexemes[number.end]?.text
    if (after === '번째') return { value: String(number.value), end: number.end + 1 }
    if (after === '번' && lexemes[number.end + 1]?.text === '째')
      return { value: String(number.value), end: number.end + 2 }
    return prefixed ? { value: String(number.value), end: number.end } : null
  },
  scales: formsOf([
    ['100', '백'],
    ['1000', '천'],
    ['10000', '만'],
    ['1000000', '백만'],
    ['10000000', '천만'],
    ['100000000', '억'],
    ['1000000000000', '조'],
  ] as const),
  code: readSpelledNumber,
  digitWords: formsOf([
    ['0', '공 영'],
    ['1', '일'],
    ['2', '이'],
    ['3', '삼'],
    ['4', '사'],
    ['5', '오'],
    ['6', '육 륙'],
    ['7', '칠'],
    ['8', '팔'],
    ['9', '구'],
  ] as const),
  minus: new Set(words('마이너스 영하')),
  decimalWords: new Set(words('점 쩜')),
  and: new Set(),
  fractions: new Map([['반', '0.5']]),
  signs: { '-': ['에서'], '+': ['더하기'], '×': ['곱하기'] },
  share,
  percentAfter: words('퍼센트 프로'),
  units: list.units,
  currencies: list.currencies,
  subunits: formsOf([['0.01', '센트']] as const),
  subunitOf: 'USD',
  months: new Map(),
  weekdays: list.weekdays,
  clock: (lexemes, at) =>
    readClock(lexemes, at) ?? readDuration(lexemes, at) ?? readKilo(lexemes, at),
  date: readDate,
  fillers: new Set(words('음 어 음음')),
  polite: list.polite,
  negations: list.negations,
  negationPatterns: list.negationPatterns,
  conditions: list.conditions,
  harmless: list.harmless,
  questions: list.questions,
  approximators: list.approximators,
  split: list.splitKorean,
  articles: new Set(words('은 는 이 가 을 를 입니다 이에요 예요')),
  yes: new Set(words('네 예 응 그래요 맞아요 맞습니다 좋아요 있음')),
  no: new Set(words('아니요 아니오 아뇨 아니 아닙니다 없음 싫어요')),
  functionWords: new Set(list.functionWords),
}
