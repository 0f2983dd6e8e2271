import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** The word for a number in a row, and its short forms before digits. Lower-case `no 5` may deny something and stays. */
const signs: Readonly<Record<string, { word: string; short: RegExp }>> = {
  en: { word: 'number', short: /(?<![\p{L}\d])(?:(?:[Nn]o|[Nn]r|[Nn]um)\.|No) ?(?=\d|\p{L}+$)/gu },
  fr: { word: 'numéro', short: /(?<![\p{L}\d])[Nn](?:o|°|\.[o°])\.? ?(?=\d)/gu },
  es: { word: 'número', short: /(?<![\p{L}\d])(?:[Nn]\.?[o°]\.?|[Nn]úm\.) ?(?=\d)/gu },
  it: { word: 'numero', short: /(?<![\p{L}\d])[Nn](?:\.[o°]|[.°]) ?(?=\d)/gu },
  pt: { word: 'número', short: /(?<![\p{L}\d])[Nn](?:\.[o°]|°)\.? ?(?=\d)/gu },
}

/** `no. 5` as `number 5`, where the other text says the word. */
export function withNumberWord(text: string, other: string, language: string): string {
  const sign = signs[primarySubtag(language)]
  if (sign === undefined || !other.toLowerCase().includes(sign.word)) return text
  return text.replace(sign.short, `${sign.word} `)
}
