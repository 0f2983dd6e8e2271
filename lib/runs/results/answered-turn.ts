import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { replyForm } from '#lib/policies/reply-form.ts'
import type { AnsweredTurn } from '#lib/runs/results/same-replies.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

/** Remembers the form of a text: forms are dear, and a run says and hears the same few texts over and over. */
export type Forms = (text: string, language: string, form: () => string) => string

/** What is wanted of a turn, as far as it names the question. */
function wantedOf(testCase: CaseInput, { index, language }: HeardTurn) {
  const expect = testCase.turns[index]?.expect
  const { intent, entities, response } = expect ? resolveExpectation(expect, language) : {}
  const { contains, matches, similar_to } = response ?? {}
  const asksWords = (contains ?? matches ?? similar_to) !== undefined
  const asksMeaning = intent !== undefined && Object.keys(entities ?? {}).length > 0
  return {
    wantedWords: asksWords ? canonicalJson({ contains, matches, similar_to }) : null,
    wantedMeaning: asksMeaning ? canonicalJson({ intent, entities }) : null,
  }
}

/** What the caller said, by its form; keys and a recording without its words by what was sent. null for silence. */
function saidBy({ said, language, keys, stimulus }: HeardTurn, forms: Forms) {
  if (said !== null && said.trim() !== '')
    return { said: forms(said, language, () => tokenForm(said, language)), saidText: said }
  if (keys) return { said: `keys ${keys.digits}`, saidText: keys.digits }
  return stimulus ? { said: `audio ${stimulus.sha256}`, saidText: 'a recording' } : null
}

/** What of a turn its question and its reply are told from. */
export type HeardTurn = Pick<
  TurnEvidence,
  | 'index'
  | 'language'
  | 'said'
  | 'keys'
  | 'stimulus'
  | 'fault'
  | 'reply_written'
  | 'reply_spoken'
  | 'reply_audio'
>

/** By what two replies are the same: the form of their words, or the hash of their recording. */
export function replyKeys(
  turn: HeardTurn,
  forms: Forms,
): { words: string | null; audio: string | null } {
  const text = `${turn.reply_written ?? ''}\u0000${turn.reply_spoken ?? ''}`
  return {
    words: forms(text, turn.language, () => replyForm(turn)) || null,
    audio: turn.reply_audio?.sha256 ?? null,
  }
}

type Held = Pick<AnsweredTurn, 'executionId' | 'caseId' | 'caseName'> & { testCase: CaseInput }

/** A turn as replies are compared over a run; null when nobody asked, or nothing came of it. */
export function answeredTurn(
  turn: HeardTurn,
  { testCase, ...held }: Held,
  forms: Forms = (_text, _language, form) => form(),
): AnsweredTurn | null {
  const said = saidBy(turn, forms)
  if (said === null || turn.fault !== null) return null
  return {
    ...held,
    turn: turn.index,
    ...said,
    ...replyKeys(turn, forms),
    ...wantedOf(testCase, turn),
  }
}
