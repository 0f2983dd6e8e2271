import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { phrases } from '#lib/engines/validation/text/grammars/phrases.ts'
import { negationsIn } from '#lib/engines/validation/text/scope.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList, type Found } from '#lib/engines/validation/text/word-list.ts'

/** Phrases that may stand for one another; `/` between groups. */
const rows: Readonly<Record<string, string>> = {
  en:
    'once|one time|1 time|1x/twice|two times|2 times|2x|double|times two/alright|all right/nothing|none|zero|0|nil/daily|every day|each day/' +
    'noon|midday|12 pm|12 noon/midnight|12 am/24\/7|around the clock|twenty-four seven|24 hours a day/goodbye|bye/unlimited|no limit/' +
    'free|no charge|at no cost|0 dollars|zero dollars|$0/both|the two/dozen|12|twelve/fortnight|two weeks|14 days/' +
    'half|50 %|50 percent|1\/2/quarter|25 %|25 percent|1\/4/three quarters|75 %|3\/4/okay|all right|alright/' +
    'cannot|unable to/everyone|everybody/someone|somebody/nobody|no one',
  de:
    'einmal|ein mal|1 mal|1x/zweimal|zwei mal|2 mal|2x|doppelt/nichts|null|0/täglich|jeden tag|tgl/mittag|12 uhr|mittags/mitternacht|0 uhr|24 uhr/' +
    'kostenlos|gratis|umsonst|0 euro/dutzend|12|zwölf/halb|50 %|1\/2|hälfte/viertel|25 %|1\/4',
  fr: 'une fois|1 fois/deux fois|2 fois/rien|zéro|0/midi|12 h|12 heures/minuit|0 h|0 heure|24 h/gratuit|gratuitement|0 euro/douzaine|12|douze/moitié|50 %|1\/2/quart|25 %|1\/4',
  es: 'una vez|1 vez/dos veces|2 veces/nada|cero|0/mediodía|12 del mediodía/medianoche|12 de la noche/gratis|gratuito/docena|12|doce/mitad|50 %|1\/2|medio|media/cuarto|25 %|1\/4',
  it: 'una volta|1 volta/due volte|2 volte/niente|nulla|zero|0/mezzogiorno|12/mezzanotte|0|24/gratis|gratuito/dozzina|12|dodici/metà|50 %|1\/2|mezzo|mezza/quarto|25 %|1\/4',
  pt: 'uma vez|1 vez/duas vezes|2 vezes/nada|zero|0/meio-dia|12/meia-noite|0|24/grátis|gratuito/dúzia|12|doze/metade|50 %|1\/2|meio|meia/quarto|25 %|1\/4',
  nl: 'eenmaal|een keer|één keer|1 keer|1x/tweemaal|twee keer|2 keer|2x/niets|nul|0/gratis|kosteloos/dozijn|12|twaalf/helft|50 %|1\/2|half/kwart|25 %|1\/4',
}

const groups = new Map<string, readonly (readonly string[])[]>()

function groupsOf(language: string): readonly (readonly string[])[] {
  const primary = primarySubtag(language)
  let known = groups.get(primary)
  if (known === undefined) {
    known = (rows[primary] ?? '')
      .split(/(?<![0-9])\/(?![0-9])|(?<=[a-z])\/|\/(?=[a-z])/u)
      .map((group) => phrases(group))
      .filter((group) => group.length > 1)
    groups.set(primary, known)
  }
  return known
}

/** Tokens of the phrase for which the reply has another wording: `once` where it says `one time`. */
export function otherwiseSaid(phrase: TokenText, text: TokenText): ReadonlySet<number> {
  const excused = new Set<number>()
  for (const group of groupsOf(text.language)) {
    const list = wordList(group, text.language)
    const wanted = findAll(list, phrase)
    const said = (one: Found, { tokens }: TokenText) =>
      tokens
        .slice(one.from, one.to)
        .map(({ key }) => key)
        .join(' ')
    const asked = new Set(wanted.map((one) => said(one, phrase)))
    if (!findAll(list, text).some((one) => !asked.has(said(one, text)))) continue
    for (const { from, to } of wanted) for (let at = from; at < to; at++) excused.add(at)
  }
  return excused
}

/** The word of the reply that denies within itself what the phrase denies by a word of its own, or the other way round. */
export function deniedOtherwise(phrase: TokenText, text: TokenText): string | null {
  const { negationPatterns = [], functionWords } = grammarOf(text.language)
  const denied = negationsIn(phrase)
  if (denied.length === 0 || negationPatterns.length === 0) return null
  const within = (key: string) => negationPatterns.some((pattern) => pattern.test(key))
  const core = phrase.tokens.filter(
    ({ kind, key, start, end }) =>
      kind === 'word' &&
      !functionWords.has(key) &&
      (within(key) || !denied.some((one) => one.start <= start && end <= one.end)),
  )
  const [only, ...more] = core
  if (only === undefined || more.length > 0) return null
  const counter = text.tokens.find(({ kind, key }) => {
    if (kind !== 'word' || key === only.key) return false
    return within(only.key)
      ? only.key.endsWith(key) && key.length >= 4 && negationsIn(text).length > 0
      : key.endsWith(only.key) && within(key)
  })
  return counter === undefined ? null : text.source.slice(counter.start, counter.end)
}
