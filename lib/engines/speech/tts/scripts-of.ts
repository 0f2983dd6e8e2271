/** Scripts that one script code of CLDR stands for, where it is a mixture. */
const mixtures: Record<string, string[]> = {
  Jpan: ['Hira', 'Kana', 'Hani'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
}

/** Unicode script codes that a voice of a BCP-47 language can be taken to read: the language's own, and Latin. */
export function scriptsOf(language: string): string[] {
  const script = new Intl.Locale(language).maximize().script ?? 'Latn'
  return [...new Set(['Latn', ...(mixtures[script] ?? [script])])]
}
