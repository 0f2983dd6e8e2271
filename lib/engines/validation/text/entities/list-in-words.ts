import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** The members of a list in words, `milk, bread and eggs`; the whole text where it is none. Figures keep their commas. */
export function membersOf(text: string, language: string): string[] {
  if (text.length > 2_000) return [text]
  const { and } = grammarOf(language)
  const joint = [...and].filter((word) => /^\p{L}+$/u.test(word) && word.length < 6).join('|')
  const split = joint === '' ? /, |;|、/u : new RegExp(`,? (?:${joint}) |, | & |;|、`, 'iu')
  return text
    .split(split)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
