import { knownAlike } from '#lib/engines/validation/text/entities/known-likeness.ts'
import { lowerCase } from '#lib/engines/validation/text/entities/plain-text.ts'
import { withoutMarks } from '#lib/engines/validation/text/entities/same-spelling.ts'
import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** Edits between two words, swapped neighbours as one; above `limit` it may stop counting. */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

/** Languages that change the ends of names and nouns by case. */
const inflected = new Set(
  'fi et hu tr az kk ru uk be bg pl cs sk sl hr sr lt lv el ar he hi ta te ml ka hy eu'.split(' '),
)

/** Spellings so near that one may be a slip, a variant or an inflected form of the other. */
function nearSpelling(first: string, second: string, language: string): boolean {
  const [a, b] = [withoutMarks(first), withoutMarks(second)]
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 2) return false
  const sameStart = a[0] === b[0]
  let prefix = 0
  while (prefix < short.length && a[prefix] === b[prefix]) prefix++
  if (prefix >= 3 && prefix >= short.length - 1 && long.length - prefix <= 3) return true
  if (inflected.has(primarySubtag(language)) && prefix >= Math.max(3, short.length / 2)) return true
  // Articles and prepositions are written onto the word in Arabic and Hebrew.
  if (
    /^[\p{sc=Arabic}\p{sc=Hebrew}]/u.test(a) &&
    long.endsWith(short) &&
    long.length - short.length <= 3
  )
    return true
  const limit = long.length >= 8 || (sameStart && short.length >= 5) ? 2 : long.length >= 3 ? 1 : 0
  return limit > 0 && edits(a, b, limit) <= limit
}

const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Thai',
  'Devanagari',
]
const scriptPatterns = scripts.map((script) => new RegExp(`\\p{sc=${script}}`, 'u'))

function scriptOf(text: string): string {
  return scripts.filter((_, index) => scriptPatterns[index]?.test(text)).join(' ')
}

/** The letters of a short form in their order in a long one, from the first: `nyc` in `new york city`. */
function isShortFor(short: string, long: string): boolean {
  if (short.length >= long.length || short[0] !== long[0]) return false
  let at = 0
  for (const letter of long) if (letter === short[at]) at++
  return at === short.length
}

function abbreviated(a: string, b: string, sources: readonly [string, string]): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  const [x, y] = [letters(a), letters(b)]
  const [short, long, source] = x.length <= y.length ? [x, y, sources[0]] : [y, x, sources[1]]
  const capitals = /^(?:\p{Lu}\.?){2,4}$/u.test(source.trim())
  const other = x.length <= y.length ? sources[1] : sources[0]
  // JFK, YYZ: a code need not share letters with what it names.
  if (capitals && !/^(?:\p{Lu}\.?){1,4}$/u.test(other.trim())) return true
  // A word without its vowels: tmrw, wknd, pkg.
  if (
    short.length > 2 &&
    !/[aeiouy]/.test(short) &&
    /^[a-z]+$/.test(short) &&
    isShortFor(short, long)
  )
    if (long.length <= short.length * 3) return true
  if (short.length > 4 || long.length < short.length + 2) return false
  return short.length >= 1 && isShortFor(short, long) && (short.length < 4 || source.endsWith('.'))
}

/** Traditional and simplified forms of characters common in names. */
const variants =
  '東东廣广州州臺台灣湾國国門门馬马龍龙陽阳長长雲云漢汉濟济車车電电話话機机場场學学會会醫医藥药開开關关鐵铁線线點点時时間间號号樓楼層层區区縣县鄉乡島岛橋桥灘滩麗丽葉叶陳陈張张劉刘黃黄趙赵吳吴鄭郑許许鄧邓蘇苏盧卢蔣蒋賈贾葉叶閻阎餘余譚谭鄒邹陸陆萬万錢钱湯汤顧顾龔龚邵邵賀贺賴赖紐纽約约倫伦敦敦爾尔蘭兰亞亚歐欧韓韩寧宁瀋沈慶庆貴贵貢贡連连'
const simplified = new Map<string, string>()
for (let at = 0; at + 1 < variants.length; at += 2)
  simplified.set(variants[at] ?? '', variants[at + 1] ?? '')
const simplify = (text: string) => Array.from(text, (one) => simplified.get(one) ?? one).join('')

/** Whether texts without spaces between words may name the same: one is part of the other, or one character differs. */
function nearUnspaced(a: string, b: string): boolean {
  const [x, y] = [simplify(a), simplify(b)]
  if (x.includes(y) || y.includes(x)) return true
  if (/^[\p{sc=Han}]+$/u.test(x + y)) return x.length > 2 && edits(x, y, 1) <= 1
  return Math.max(x.length, y.length) >= 4 && edits(x, y, 1) <= 1
}

/**
 * Whether words may mean the same although they are not equal. `near` proves nothing; `other` words are plainly other
 * names or notions. Words in lower case, with the texts that they stand for.
 */
export function relateWords(
  a: string,
  b: string,
  sources: readonly [string, string],
  language: string,
): 'near' | 'other' {
  const joined = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  const [x, y] = [joined(a), joined(b)]
  if (x === '' || y === '') return 'near'
  if (withoutMarks(x) === withoutMarks(y)) return 'near'
  // One name in two scripts is nothing that can be compared here.
  if (scriptOf(x) !== scriptOf(y)) return 'near'
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]/u.test(x))
    return nearUnspaced(x, y) ? 'near' : 'other'
  if (nearSpelling(x, y, language) || abbreviated(a, b, sources)) return 'near'
  // Tables hold words as they are written, not as the language folds them.
  const [written, other] = sources.map((source) => lowerCase(source, language))
  const alike = knownAlike(a, b, language) || knownAlike(written ?? a, other ?? b, language)
  return alike ? 'near' : 'other'
}
