import { lowerCase, plainText } from '#lib/engines/validation/text/entities/plain-text.ts'
import {
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

const english = { yes: new Set(['true', 'yes']), no: new Set(['false', 'no']) }

/** Plain words for yes and for no, of which any may stand for any other. */
const plainWords: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  en: ['yes yeah yep yup yea', 'no nope nah'],
  de: ['ja jawohl jep jup', 'nein nö noe nee'],
  fr: ['oui ouais', 'non nan'],
  es: ['sí', 'no'],
  it: ['sì', 'no'],
  pt: ['sim', 'não nao'],
  nl: ['ja jawel', 'nee neen'],
  sv: ['ja japp', 'nej nä'],
  da: ['ja', 'nej'],
  nb: ['ja', 'nei'],
  pl: ['tak', 'nie'],
  ru: ['да ага', 'нет'],
  uk: ['так ага', 'ні'],
  cs: ['ano jo', 'ne'],
  tr: ['evet', 'hayır'],
  el: ['ναι μάλιστα', 'όχι'],
  ar: ['نعم أجل أيوه أيوة', 'لا كلا'],
  he: ['כן', 'לא'],
  hi: ['हाँ हां', 'नहीं नही'],
  ja: ['はい ええ うん', 'いいえ いや ううん'],
  ko: ['네 예', '아니요 아니오 아뇨'],
  zh: ['是 是的', '不是 不 否'],
  id: ['ya iya', 'tidak nggak enggak'],
}
const plain = new Map(
  Object.entries(plainWords).map(([language, sides]) => [
    language,
    sides.map((words) => new Set(words.split(' '))),
  ]),
)

/** Words that answer yes or no to some questions and say something else to others. */
const doubtfulWords: Readonly<Record<string, string>> = {
  en: 'right sure okay ok wrong definitely absolutely confirm',
  de: 'klar doch genau ne jo',
  fr: "exact exactement absolument d'accord ok certainement si",
  es: 'si claro vale exacto',
  it: 'si certo giusto',
  pt: 'claro certo exato',
  nl: 'zeker juist waar',
  sv: 'visst rätt jo',
  da: 'jo rigtigt',
  nb: 'jo riktig',
  ca: 'si',
  pl: 'dobrze jasne',
  ru: 'хорошо ладно конечно',
  uk: 'добре гаразд звичайно',
  cs: 'dobře jasně',
  tr: 'olur tamam yok olmaz',
  el: 'εντάξει βέβαια',
  ar: 'تمام موافق أكيد طبعا',
  he: 'בטח בהחלט',
  hi: 'जी ना न हा सही',
  ja: 'お願いします 結構です いりません 有り あり 無し なし',
  ko: '있음 없음 좋아요 싫어요 응',
  zh: '好 好的 可以 行 嗯 有 没有 沒有 不行 不可以 不要 对 對',
  th: 'ครับ ค่ะ ได้ มี ไม่ได้ ไม่มี ไม่เอา ตกลง',
  vi: 'đồng ý được rồi chưa',
  id: 'ada bisa boleh setuju jangan belum',
}
const doubtful = new Map(
  Object.entries(doubtfulWords).map(([language, words]) => [language, new Set(words.split(' '))]),
)

const wordOf = (value: unknown, language: string) =>
  typeof value === 'string' ? lowerCase(plainText(value), language).replace(/[.!,]+$/, '') : null

/** What a value says as a boolean; null when it says neither. `sure` is false for 1 and 0, and for words like `ok`. */
function booleanOf(value: unknown, language: string): { value: boolean; sure: boolean } | null {
  if (typeof value === 'boolean') return { value, sure: true }
  if (value === 1 || value === 0) return { value: value === 1, sure: false }
  const word = wordOf(value, language)
  if (word === null) return null
  if (word === '1' || word === '0') return { value: word === '1', sure: false }
  const { yes, no } = grammarOf(language)
  const sure = doubtful.get(primarySubtag(language))?.has(word) !== true
  // The language's own words first: `no` is no word for false everywhere.
  if (yes.has(word)) return { value: true, sure }
  if (no.has(word)) return { value: false, sure }
  if (english.yes.has(word)) return { value: true, sure: true }
  return english.no.has(word) ? { value: false, sure: true } : null
}

/** Two words of one answer: right when both are plain, `yes` and `yeah`; a word like `on` need not be a yes. */
function sameAnswer(expected: string, actual: string, language: string): EntityMatch | null {
  const [a, b] = [wordOf(expected, language) ?? '', wordOf(actual, language) ?? '']
  if (a === b) return null
  const sides = plain.get(primarySubtag(language)) ?? []
  const isPlain = (word: string, words: ReadonlySet<string>, at: number) =>
    words.has(word) || word === (at === 0 ? 'true' : 'false')
  return sides.some((words, at) => isPlain(a, words, at) && isPlain(b, words, at))
    ? right('the same answer')
    : unproven('two words that may be the same answer', 0.7)
}

/** Compares a boolean with a boolean, a yes or a no, and two such words; null for anything else. */
export function compareBooleans(
  expected: unknown,
  actual: unknown,
  { language }: EntityContext,
): EntityMatch | null {
  const stated = typeof expected === 'boolean' || typeof actual === 'boolean'
  const [a, b] = [booleanOf(expected, language), booleanOf(actual, language)]
  if (a === null || b === null)
    return stated ? unproven('a yes or no against other words', 0.3) : null
  const digits = [expected, actual].some((value) => /^[01]$/.test(String(value)))
  if (!stated && (typeof expected !== 'string' || typeof actual !== 'string' || digits)) return null
  const same = a.value === b.value
  if (!a.sure || !b.sure) {
    if (stated) return unproven('a word that is not always yes or no', same ? 0.8 : 0.2)
    return same ? sameAnswer(String(expected), String(actual), language) : null
  }
  if (!same) return wrong('the opposite')
  return stated ? right('the same answer') : sameAnswer(String(expected), String(actual), language)
}
