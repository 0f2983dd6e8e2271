import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'

/** Words that are others with a capital: `May`, `Polish`, `Ihr`. */
const rows: Readonly<Record<string, string>> = {
  en:
    'may march mark sat sun mon wed polish turkey china reading rose jack bill will grace hope faith joy frank rich pat sue ' +
    'art dick drew gene grant guy june april august dawn eve lance miles pearl penny ray rob ruby skip ted victor wade warren ' +
    'apple target shell gap visa amazon mercury mars nice bath cork mobile orange lens tours lima cologne jersey guinea ' +
    'catholic titanic lent slough acre',
  de: 'sie ihr ihre ihrem ihren ihrer ihres ihnen',
  fr: 'mars pierre rose lune nancy orange tours nice angers côte or',
  es: 'marte rosa luz mar paz victoria santiago leon león colon colón',
  it: 'marte rosa luce lei loro suo sua suoi sue voi',
  pt: 'marte rosa luz salvador vitória',
  nl: 'mark mei mars roos u uw',
  pl: 'pan pani państwo mars',
  sv: 'mars maj ni er',
  da: 'de dem deres maj mars',
  nb: 'de dem deres mars',
  ru: 'роза надежда вера любовь',
  tr: 'deniz güneş mart ay ece',
  cs: 'máj mars růže',
}
/** The same, but at the beginning of a sentence the capital says nothing. */
const nouns: Readonly<Record<string, string>> = {
  de: 'arm recht morgen weg laut rat rot reich wert trotz macht mut essen regen los',
}
const listed = (list: Readonly<Record<string, string>>) =>
  new Map(Object.entries(list).map(([language, words]) => [language, new Set(words.split(' '))]))
const both = listed(rows)
const insideOnly = listed(nouns)

/** Words with ß that are others with ss. */
const sharp =
  /^(?:ma(?:ß|ss)(?:e|en|es)?|bu(?:ß|ss)(?:e|en)?|flo(?:ß|ss)(?:en)?|scho(?:ß|ss)(?:e|en)?|ru(?:ß|ss)(?:e|en)?|hie(?:ß|ss))$/u

/** `shouted`: in a text all in capitals, which say nothing there. */
type Written = 'acronym' | 'shouted' | 'capital' | 'lower'

const shouts = ({ source, tokens }: TokenText) =>
  tokens.length > 1 && !/\p{Ll}/u.test(source) && /\p{Lu}/u.test(source)

/** A text of some words without any capital. */
const writesSmall = ({ source, tokens }: TokenText) => tokens.length > 2 && !/\p{Lu}/u.test(source)

const sliced = ({ source }: TokenText, { start, end }: Token) => source.slice(start, end)

const begins = ({ source, tokens }: TokenText, { start }: Token) =>
  tokens.length > 1 && (start === 0 || /[.!?:;…\n]\s*$/u.test(source.slice(0, start)))

function writtenAs(token: Token, text: TokenText): Written {
  const letters = sliced(text, token).replaceAll(/[^\p{L}]/gu, '')
  if (/^\p{Lu}{2,}$/u.test(letters)) return shouts(text) ? 'shouted' : 'acronym'
  return /^\p{Lu}/u.test(letters) ? 'capital' : 'lower'
}

/** Words that are others all in capitals, and no function words. */
const acronyms = new Set(['who', 'aids', 'hi', 'oh', 'pa', 'ma'])

/** Words that people shout without meaning another one: `The light is ON.` */
const stressed = new Set(
  'on off and is are was were you your will must can should all only very too just this that now the not no'.split(
    ' ',
  ),
)

function isCommon(key: string, language: string): boolean {
  if (primarySubtag(language) === 'en' && stressed.has(key)) return false
  if (acronyms.has(key)) return true
  const { functionWords, fillers, negations } = grammarOf(language)
  return (functionWords.has(key) || fillers.has(key)) && !negations.includes(key)
}

const isBoth = (key: string, language: string) =>
  both.get(primarySubtag(language))?.has(key) === true

/** Units whose prefix is another in the other case: `mW` and `MW`, `Gb` and `GB`. */
function otherUnit(a: string, b: string): boolean {
  const [one = '', other = ''] = [a, b].map((text) => /\p{L}+$/u.exec(text.trim())?.[0] ?? '')
  if (one === other || one.toLowerCase() !== other.toLowerCase()) return false
  if (/^m(?:w|hz|pa|v|g|l|s|m)?$/i.test(one)) return one.charAt(0) !== other.charAt(0)
  const mixed = [one, other].some((unit) => /\p{Lu}/u.test(unit) && /\p{Ll}/u.test(unit))
  return /^[kmgt]b(?:it)?$/i.test(one) && mixed && one.slice(1) !== other.slice(1)
}

/** `mW` of `5 mW`, where no grammar reads the unit. */
const follows = ({ start }: Token, { source }: TokenText) =>
  /\p{Nd}\s?$/u.test(source.slice(0, start))

function otherSharp(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return x.includes('ß') !== y.includes('ß') && sharp.test(x) && sharp.test(y)
}

/**
 * Whether two words that are equal otherwise may be different ones by their capitals (`US` and `us`), by ß and ss, or by the
 * case of a unit (`mW` and `MW`).
 */
export function caseDiffers(a: Token, inA: TokenText, b: Token, inB: TokenText): boolean {
  const [one, other] = [sliced(inA, a), sliced(inB, b)]
  if (one === other && !shouts(inA) && !shouts(inB)) return false
  if (a.kind !== 'word' || b.kind !== 'word')
    return a.kind === 'measure' && b.kind === 'measure' && otherUnit(one, other)
  if (a.key !== b.key || one.length < 2) return false
  if (follows(a, inA) && otherUnit(one, other)) return true
  const primary = primarySubtag(inA.language)
  if (primary === 'de' && otherSharp(one, other)) return true
  const [mine, theirs] = [writtenAs(a, inA), writtenAs(b, inB)]
  if (mine === theirs) return false
  const has = (form: Written) => mine === form || theirs === form
  // `MAY` of a shouting text may be either.
  if (both.get(primary)?.has(a.key) === true) {
    // `sie ist da` of one who writes no capitals at all
    const plainly =
      mine === 'lower' ? writesSmall(inA) && begins(inB, b) : writesSmall(inB) && begins(inA, a)
    if (primary !== 'en' && plainly && has('capital') && has('lower')) return false
    return has('shouted') ? !has('lower') : has('lower')
  }
  if (insideOnly.get(primary)?.has(a.key) === true) {
    const first = mine === 'capital' ? begins(inA, a) : begins(inB, b)
    return has('lower') && has('capital') && !first
  }
  return has('acronym') && isCommon(a.key, inA.language)
}

/** Whether a word of one text is written in the other in a way that may make another word of it. */
export function casesDiffer(a: TokenText, b: TokenText): boolean {
  const byKey = new Map<string, Token[]>()
  for (const token of b.tokens) {
    const known = byKey.get(token.key)
    if (known) known.push(token)
    else byKey.set(token.key, [token])
  }
  return a.tokens.some((token) => {
    const others = byKey.get(token.key)
    if (others === undefined || !others.every((other) => caseDiffers(token, a, other, b)))
      return false
    // `us citizens only` for `US citizens only`: all the other words are the same.
    const small = writesSmall(a) || writesSmall(b)
    return !small || !isCommon(token.key, a.language) || isBoth(token.key, a.language)
  })
}
