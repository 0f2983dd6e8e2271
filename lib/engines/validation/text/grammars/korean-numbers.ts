import { readHanNumber, type HanNumber } from '#lib/engines/validation/text/grammars/han-numbers.ts'
import type { Cardinal, Found, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/** Syllables of Sino-Korean numbers and the Han numerals they are read from. */
const sino: Readonly<Record<string, string>> = {
  영: '零',
  공: '零',
  일: '一',
  이: '二',
  삼: '三',
  사: '四',
  오: '五',
  육: '六',
  륙: '六',
  칠: '七',
  팔: '八',
  구: '九',
  십: '十',
  백: '百',
  천: '千',
  만: '万',
  억: '億',
  조: '兆',
}
const sinoWord = /^[영공일이삼사오육륙칠팔구십백천만억조]+$/
const rules = { bareMultipliers: true, shortened: false, bareSections: true } as const

const tens = ['열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔']
const ones = [
  ['하나', '한'],
  ['둘', '두'],
  ['셋', '세', '석'],
  ['넷', '네', '넉'],
  ['다섯'],
  ['여섯'],
  ['일곱'],
  ['여덟'],
  ['아홉'],
]
const natives = new Map<string, number>([['스무', 20]])
ones.forEach((forms, one) => {
  for (const form of forms) natives.set(form, one + 1)
  tens.forEach((ten, index) => {
    for (const form of forms) natives.set(ten + form, (index + 1) * 10 + one + 1)
  })
})
tens.forEach((ten, index) => natives.set(ten, (index + 1) * 10))

/** Value of a native Korean number word up to 99. */
export const nativeValue = (word: string): number | null => natives.get(word) ?? null

/** Words that are numbers only before a counter: 한 is "one" or "done", 이 "two" or "this". */
const needCounter =
  /^(?:[한두세석네넉열쉰영공일이삼사오육칠팔구십백천만억조]|만일|천만|이만|오만|이천|사천|이십|일조)$/
/** 이 분 and 이 일 are "this person" and "this matter" more often. */
const thisBefore = /^(?:분|번|일|명|사람|때|곳|점|건|달|날|자리)$/

export const counterList =
  '개 명 분 번 번째 시 시간 살 병 잔 장 권 대 마리 그루 송이 층 호 호실 호선 월 일 년 원 달러 유로 엔 위안 퍼센트 프로 도 킬로 킬로미터 미터 ' +
  '센티 센티미터 밀리미터 그램 킬로그램 리터 주 주일 달 개월 박 인 인분 세 회 차 등 급 점 쪽 페이지 채 켤레 벌 곳 가지 건 편 석 좌석 자리 사람 초 줄 판 ' +
  '통 조각 팩 봉지 상자 일간 주간 년간 배 학년 단계 코스 정거장 블록 톤 평 마일 파운드 센트 할 푼 위 기가 메가'
const counters: ReadonlySet<string> = new Set(counterList.split(' '))

type Sino = HanNumber & { end: number; single: boolean }

/** Sino-Korean numbers, spaced or not, also with figures: 이백오십, 2만 5천, 만 이천. */
export function readSino(lexemes: readonly Lexeme[], at: number): Sino | null {
  const parts: Lexeme[] = []
  const ends: number[] = []
  for (let index = at; index < Math.min(lexemes.length, at + 12); index++) {
    const lexeme = lexemes[index]!
    if (lexeme.kind === 'digits') parts.push({ ...lexeme, glued: true })
    else if (lexeme.kind === 'word' && sinoWord.test(lexeme.text))
      for (const syllable of lexeme.text)
        parts.push({ ...lexeme, text: sino[syllable] ?? '', glued: true })
    else break
    while (ends.length < parts.length) ends.push(index + 1)
  }
  const number = readHanNumber(parts, 0, rules)
  if (number === null) return null
  const end = ends[number.end - 1] ?? at
  // it must not end inside a word
  if (ends[number.end] === end) return null
  return { ...number, end, single: number.end === 1 }
}

/** Korean cardinals: Sino, native (스물다섯) and both (백 스물다섯). */
export function readCardinal(lexemes: readonly Lexeme[], at: number): Found<Cardinal> {
  const first = lexemes[at]
  if (first === undefined || first.kind === 'sign') return null
  const native = nativeValue(first.text)
  if (native !== null) return readNative(lexemes, at, native)
  const number = readSino(lexemes, at)
  if (number === null || number.shape === 'string') return null
  if (first.kind === 'digits' && number.shape !== 'built') return null
  const rest =
    number.shape === 'built' && number.value.endsWith('00')
      ? nativeValue(lexemes[number.end]?.text ?? '')
      : null
  if (rest !== null && !needsCounter(lexemes, number.end, number.end + 1))
    return { value: String(BigInt(number.value) + BigInt(rest)), end: number.end + 1 }
  return needsCounter(lexemes, at, number.end) ? null : { value: number.value, end: number.end }
}

function readNative(lexemes: readonly Lexeme[], at: number, value: number): Found<Cardinal> {
  const more = lexemes[at + 1]
  const one = value % 10 === 0 && more?.kind === 'word' ? nativeValue(more.text) : null
  if (one !== null && one < 10 && !needsCounter(lexemes, at + 1, at + 2))
    return { value: String(value + one), end: at + 2 }
  return needsCounter(lexemes, at, at + 1) ? null : { value: String(value), end: at + 1 }
}

/** The word may be no number, and no counter or decimal follows that would make it one. */
function needsCounter(lexemes: readonly Lexeme[], at: number, end: number): boolean {
  const text = lexemes[at]?.text ?? ''
  if (end - at > 1 || !needCounter.test(text)) return false
  const next = lexemes[end]?.text ?? ''
  if (/^[점쩜]$/.test(next) && sinoWord.test(lexemes[end + 1]?.text ?? '')) return false
  if (text === '이' && lexemes[end]?.glued !== true && thisBefore.test(next)) return true
  if (/^[점쩜]$/.test(lexemes[at - 1]?.text ?? '')) return false
  return !counters.has(next)
}

const spelled = /^[영공일이삼사오육륙칠팔구]+$/

/** Digits one by one: 공일공 일이삼사 오육칠팔, 일이삼사. */
export function readSpelledNumber(
  lexemes: readonly Lexeme[],
  at: number,
): Found<{ value: string }> {
  let syllables = ''
  let end = at
  for (; end < lexemes.length; end++) {
    const { text, kind } = lexemes[end]!
    if (kind !== 'word' || !spelled.test(text)) break
    syllables += text
  }
  const zero = /^[영공]/.test(syllables)
  if (syllables.length < (zero ? 3 : 4)) return null
  const value = [...syllables].map((syllable) =>
    '영일이삼사오육칠팔구'.indexOf(syllable.replace('공', '영').replace('륙', '육')),
  )
  return { value: value.join(''), end }
}
