import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { Score } from '#lib/engines/validation/score.ts'
import { percent } from '#lib/engines/validation/text/figures.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { normalise } from '#lib/engines/validation/text/normalise.ts'
import { transcriptErrors } from '#lib/engines/validation/text/wer.ts'
import type { Blame } from '#lib/engines/validation/verdict.ts'

export type Blamed = { blame: Blame; reason: string }

/** Scores of the same item held as text, without ears: what fails there too was not heard wrong. */
export type Twin = { scores: readonly Score[] }

/** Error rate from which a failure is put down to hearing when no text twin says otherwise. */
const misheardRate = 0.15

type Hearing = { rate: number; label: string; lost: string[] } | null

function hearingOf(turn: TurnEvidence): Hearing {
  if (turn.kind !== 'voice' || turn.said === null || turn.heard === null) return null
  const errors = transcriptErrors(turn.said, turn.heard, turn.language)
  const measured = errors.main === 'cer' ? errors.characters() : errors.words
  return {
    rate: measured.rate,
    label: `${errors.main.toUpperCase()} ${percent(measured.rate)}`,
    lost: errors.words.alignment.flatMap((step) =>
      step.op === 'substitute' || step.op === 'delete' ? [step.reference] : [],
    ),
  }
}

/** A misheard word that an expected entity holds, or that carries content. */
function decisiveLoss(turn: TurnEvidence, expectation: ResolvedExpectation, lost: string[]) {
  if (lost.length === 0) return null
  const values = new Set<string>()
  for (const value of Object.values(expectation.entities ?? {}))
    if (typeof value === 'string' || typeof value === 'number')
      for (const word of normalise(String(value), turn.language).words) values.add(word)
  const wanted = lost.find((word) => values.has(word))
  if (wanted !== undefined) return wanted
  const { functionWords } = grammarOf(turn.language)
  return lost.find((word) => !functionWords.has(word)) ?? null
}

function twinPassed(twin: Twin | undefined, turn: number, validators: string[]): boolean | null {
  if (twin === undefined) return null
  const same = twin.scores.filter(
    (score) => score.turn === turn && validators.includes(score.validator),
  )
  return same.length === 0 ? null : same.every(({ pass }) => pass)
}

/** Heard wrong or understood wrong, from the transcript and from the text twin. */
function misheard(
  turn: TurnEvidence,
  expectation: ResolvedExpectation,
  failed: string[],
  twin: Twin | undefined,
): string | null {
  const hearing = hearingOf(turn)
  const text = twinPassed(twin, turn.index, failed)
  if (text === false) return null
  if (hearing === null)
    return text === true ? 'the same words sent as text were answered right' : null
  if (hearing.rate === 0) return null
  if (text === true) return `heard with ${hearing.label}, and right when sent as text`
  if (hearing.rate >= misheardRate) return `heard with ${hearing.label}`
  const word = decisiveLoss(turn, expectation, hearing.lost)
  return word === null ? null : `"${word}" was not heard`
}

function heardRight(turn: TurnEvidence, failed: string[], twin: Twin | undefined): string {
  if (twinPassed(twin, turn.index, failed) === false) return 'it fails as text too'
  if (turn.kind === 'text') return 'sent as text'
  if (turn.kind === 'dtmf') return 'sent as keys'
  if (turn.kind === 'silence') return 'nothing was said'
  return turn.heard === null ? 'no transcript says otherwise' : 'heard right'
}

/** Blame for one turn's failed scores; the earliest broken link of the chain hear, understand, answer, speak. */
export function blameOf(
  turn: TurnEvidence,
  expectation: ResolvedExpectation,
  failed: readonly Score[],
  twin?: Twin,
): Blamed {
  const kinds = failed.map(({ validator }) => validator)
  const meaning = kinds.filter((kind) => kind === 'intent' || kind === 'entity')
  const spoken = [...meaning, ...kinds.filter((kind) => kind === 'response' || kind === 'tools')]
  const because = spoken.length > 0 ? misheard(turn, expectation, spoken, twin) : null
  if (because !== null) return { blame: 'recognition', reason: `Recognition: ${because}.` }
  if (kinds.includes('whole_reply'))
    return { blame: 'content', reason: 'Content: the reply is not whole.' }
  const right = heardRight(turn, spoken, twin)
  if (meaning.length > 0) {
    const what = meaning.includes('intent') ? 'the intent is wrong' : 'the entities are wrong'
    return { blame: 'understanding', reason: `Understanding: ${right}, but ${what}.` }
  }
  if (kinds.includes('response')) {
    const known = expectation.intent === undefined ? '' : ' and understood'
    return { blame: 'content', reason: `Content: ${right}${known}, but the answer is wrong.` }
  }
  if (kinds.includes('tools'))
    return {
      blame: 'content',
      reason: `Content: ${right}, but the tools were not called as expected.`,
    }
  if (kinds.includes('say_do'))
    return { blame: 'content', reason: 'Content: it says that something was done that was not.' }
  if (kinds.includes('reply'))
    return { blame: 'content', reason: 'Content: it reacted wrongly to the silence of the caller.' }
  if (kinds.includes('transcript'))
    return { blame: 'recognition', reason: 'Recognition: the transcript is over its limit.' }
  if (kinds.includes('barge_in'))
    return {
      blame: 'speech_output',
      reason: turn.barge_in?.backchannel
        ? 'Speech output: it stopped speaking for a caller who only listened.'
        : 'Speech output: it went on speaking over the caller.',
    }
  if (kinds.includes('audio'))
    return { blame: 'speech_output', reason: 'Speech output: only the reply audio is wrong.' }
  if (kinds.includes('listening'))
    return {
      blame: 'speech_output',
      reason: 'Speech output: what a caller hears is not the reply.',
    }
  if (kinds.includes('dead_air'))
    return { blame: 'latency', reason: 'Latency: the caller was left in silence inside the reply.' }
  if (kinds.includes('response_time') || kinds.includes('final_answer'))
    return { blame: 'latency', reason: 'Latency: the answer is right but late.' }
  return { blame: 'content', reason: `Content: ${kinds.join(', ')} failed.` }
}
