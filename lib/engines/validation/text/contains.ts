import type { ExpectedPhrase } from '#lib/engines/validation/expected.ts'
import {
  parsePhrase,
  shownPhrase,
  type ParsedPhrase,
} from '#lib/engines/validation/text/expected-phrase.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { hiddenIn, mildReason } from '#lib/engines/validation/text/forbidden-words.ts'
import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Hit } from '#lib/engines/validation/text/phrase-search.ts'
import { presenceOf } from '#lib/engines/validation/text/presence.ts'
import { doubtAround, type ScopeDoubt } from '#lib/engines/validation/text/scope.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'

/** A place in the reply that decided or that made doubtful. */
type Place = { start: number; end: number; role: 'proves' | 'contradicts' | 'doubts' }

/** What one phrase comes to in one text. */
export type PhraseFinding = {
  proof: 'right' | 'wrong' | 'unproven'
  /** what is likelier */
  pass: boolean
  why: string
  places: Place[]
}

/** Without its negations nobody can say whether a sentence denies what it says. */
const knowsNegations = (language: string) => grammarOf(language).negations.length > 0

const placeOf = ({ start, end }: { start: number; end: number }, role: Place['role']): Place => ({
  start,
  end,
  role,
})

const scopeWords = { negation: 'denied', condition: 'made doubtful', question: 'asked' } as const

/** Whether the reply says the phrase. */
export function contained(phrase: ExpectedPhrase, reply: string, language: string): PhraseFinding {
  const shown = quote(shownPhrase(phrase), 60)
  const presence = presenceOf(parsePhrase(phrase, language), tokenise(reply, language))
  if (presence.is === 'empty')
    return { proof: 'unproven', pass: true, why: `${shown} holds no word to look for`, places: [] }
  if (presence.is === 'absent')
    return { proof: 'wrong', pass: false, why: `${shown} is missing`, places: [] }
  if (presence.is === 'unclear')
    return {
      proof: 'unproven',
      pass: false,
      why: `${shown} is not there literally: ${presence.why}`,
      places: presence.hit ? [placeOf(presence.hit, 'doubts')] : [],
    }
  const [first] = presence.hits
  const clean = presence.hits.find(({ scope }) => scope === null)
  if (clean && !knowsNegations(language))
    return {
      proof: 'unproven',
      pass: true,
      why: `${shown} is there, but in ${primarySubtag(language)} nobody can tell whether it is denied`,
      places: [placeOf(clean.hit, 'proves')],
    }
  if (clean)
    return {
      proof: 'right',
      pass: true,
      why: `${shown} is there`,
      places: [placeOf(clean.hit, 'proves')],
    }
  const scope = first?.scope
  return {
    proof: 'unproven',
    pass: scope?.kind !== 'negation',
    why: `${shown} is there, but ${scopeWords[scope?.kind ?? 'condition']} by ${quote(scope?.word ?? '', 30)}`,
    places: [
      ...(first ? [placeOf(first.hit, 'proves')] : []),
      ...(scope ? [placeOf(scope, 'doubts')] : []),
    ],
  }
}

/** A plural of the forbidden word, in the languages that add `s` or `es`. */
function pluralHit({ text: phrase }: ParsedPhrase, text: TokenText): Hit | null {
  const last = phrase.tokens.at(-1)
  if (last?.kind !== 'word' || last.key.length < 4 || phrase.tokens.length !== 1) return null
  if (!/^(?:en|fr|es|pt|nl)$/.test(primarySubtag(text.language))) return null
  const index = text.tokens.findIndex(
    ({ key }) => key === `${last.key}s` || key === `${last.key}es`,
  )
  const token = text.tokens[index]
  return token ? { start: token.start, end: token.end, from: index, to: index + 1 } : null
}

function forbiddenHit(shown: string, hit: Hit, scope: ScopeDoubt | null): PhraseFinding {
  if (scope === null || scope.kind === 'question')
    return {
      proof: scope === null ? 'wrong' : 'unproven',
      pass: false,
      why: `${shown} must not be said${scope === null ? '' : ', and it is asked'}`,
      places: [placeOf(hit, 'contradicts')],
    }
  return {
    proof: 'unproven',
    pass: true,
    why: `${shown} is said, but ${scopeWords[scope.kind]} by ${quote(scope.word, 30)}`,
    places: [placeOf(hit, 'contradicts'), placeOf(scope, 'doubts')],
  }
}

/** Whether the reply keeps from saying the phrase. */
export function notContained(
  phrase: ExpectedPhrase,
  reply: string,
  language: string,
): PhraseFinding {
  const shown = quote(shownPhrase(phrase), 60)
  const parsed = parsePhrase(phrase, language)
  const text = tokenise(reply, language)
  // A short word begins many others by chance: `not` and `note`.
  const presence = presenceOf(parsed, text, 4)
  if (presence.is === 'empty')
    return { proof: 'unproven', pass: true, why: `${shown} holds no word to look for`, places: [] }
  if (presence.is === 'absent') {
    const hidden = hiddenIn(parsed.text, text)
    return hidden === null
      ? { proof: 'right', pass: true, why: `${shown} is not said`, places: [] }
      : {
          proof: 'unproven',
          pass: true,
          why: `${shown} is not said for itself, but may be a part of ${quote(hidden.text, 40)}`,
          places: [placeOf(hidden, 'doubts')],
        }
  }
  if (presence.is === 'there') {
    const said = presence.hits.find(({ scope }) => scope === null) ?? presence.hits[0]
    const mild = said ? mildReason(parsed.text, text, said.hit) : null
    if (said && mild !== null)
      return {
        proof: 'unproven',
        pass: true,
        why: `${shown} is said, but only ${mild}`,
        places: [placeOf(said.hit, 'doubts')],
      }
    if (said) return forbiddenHit(shown, said.hit, said.scope)
  }
  const plural = pluralHit(parsed, text)
  if (plural !== null) return forbiddenHit(shown, plural, doubtAround(text, plural, parsed.text))
  const { why, hit } = presence.is === 'unclear' ? presence : { why: '', hit: null }
  return {
    proof: 'unproven',
    pass: true,
    why: `${shown} is not said word for word, but ${why}`,
    places: hit ? [placeOf(hit, 'doubts')] : [],
  }
}
