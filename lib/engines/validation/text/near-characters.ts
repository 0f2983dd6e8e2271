import { simplifiedHan } from '#lib/engines/validation/text/han-variants.ts'
import { negationsIn } from '#lib/engines/validation/text/scope.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')

/** Katakana as hiragana. */
const oneKana = (text: string) =>
  text.replaceAll(/[\u30a1-\u30f6]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))

/** The same in the other kana, in traditional or simplified characters. */
export function inOtherSigns(phrase: TokenText, text: TokenText): boolean {
  const [wanted, had] = [bare(phrase.source), bare(text.source)]
  if (wanted.length < 2 || had.includes(wanted)) return false
  if (/[\u3041-\u30ff]/u.test(wanted) && oneKana(had).includes(oneKana(wanted))) return true
  return /[\u4e00-\u9fff]/u.test(wanted) && simplifiedHan(had).includes(simplifiedHan(wanted))
}

/** Most characters of `wanted` that stand in their order within a stretch of the text. */
function inOrder(wanted: readonly string[], had: readonly string[]): number {
  let most = 0
  const width = wanted.length + 2
  for (let from = 0; from < had.length; from++) {
    if (!wanted.includes(had[from] ?? '')) continue
    let row = new Array<number>(wanted.length + 1).fill(0)
    for (const character of had.slice(from, from + width)) {
      const next = [...row]
      for (let at = 1; at <= wanted.length; at++)
        next[at] = Math.max(
          next[at - 1] ?? 0,
          (row[at - 1] ?? 0) + (wanted[at - 1] === character ? 1 : 0),
          row[at] ?? 0,
        )
      row = next
    }
    most = Math.max(most, row.at(-1) ?? 0)
  }
  return most
}

/** A phrase in Han characters of which more than half stand there, one after the other. */
export function mostOfHan(phrase: TokenText, text: TokenText): boolean {
  const wanted = Array.from(simplifiedHan(bare(phrase.source)))
  if (wanted.length < 3 || wanted.length > 40 || !wanted.every((sign) => /\p{sc=Han}/u.test(sign)))
    return false
  // A numeral or a negation more makes another thing of it.
  if (/[〇零一二三四五六七八九十百千万億亿两]/u.test(phrase.source)) return false
  if (negationsIn(text).length > negationsIn(phrase).length) return false
  const needed = Math.max(2, Math.ceil(wanted.length / 2))
  return inOrder(wanted, Array.from(simplifiedHan(bare(text.source))).slice(0, 2_000)) >= needed
}
