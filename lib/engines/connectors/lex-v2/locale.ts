/** Where Lex has another region for a bare language than Unicode's likely subtags, or another name for it. */
const lexical: Record<string, string> = { ar: 'ar_AE', nb: 'no_NO', no: 'no_NO', 'nb-NO': 'no_NO' }

/**
 * The Lex locale id of a BCP-47 tag: `en-GB` is `en_GB`, a bare `de` its most likely region, `de_DE`. `own` comes
 * first. Source: Amazon Lex V2 developer guide, "Languages and locales supported by Amazon Lex V2".
 */
export function lexLocale(tag: string, own: Record<string, string>): string {
  const known = own[tag] ?? lexical[tag]
  if (known !== undefined) return known
  const { language, region } = new Intl.Locale(tag).maximize()
  return `${language}_${region ?? language.toUpperCase()}`
}
