import { z } from 'zod'

import type { Judgement } from '#lib/engines/validation/score.ts'
import { percent, quote } from '#lib/engines/validation/text/figures.ts'
import { spellingErrors } from '#lib/engines/validation/text/spelling-doubts.ts'
import {
  transcriptErrors,
  type AlignmentOp,
  type Measured,
  type TranscriptErrors,
} from '#lib/engines/validation/text/wer.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'
import type { Json } from '#lib/platform/json.ts'

/** Error rate up to which an unlimited transcript is shown as right; it decides nothing. */
const shownAsRight = 0.2
/** Steps of the alignment kept for the screen. */
const keptSteps = 400

const marks = { equal: '=', substitute: 's', delete: 'd', insert: 'i' } as const

/** `[mark, said, heard]` per step: small enough to store with every execution. */
function steps(alignment: AlignmentOp[]): Json {
  return alignment
    .slice(0, keptSteps)
    .map((step) => [
      marks[step.op],
      step.op === 'insert' ? null : step.reference,
      step.op === 'delete' ? null : step.hypothesis,
    ])
}

function differences(alignment: AlignmentOp[]): string {
  const parts: string[] = []
  for (const step of alignment) {
    if (parts.length === 3) break
    if (step.op === 'substitute') parts.push(`${step.reference} → ${step.hypothesis}`)
    else if (step.op === 'delete') parts.push(`"${step.reference}" lost`)
    else if (step.op === 'insert') parts.push(`"${step.hypothesis}" added`)
  }
  return parts.join(', ')
}

type Limit = { name: 'WER' | 'CER'; rate: number; max: number | null; measured: Measured }

function describe({ name, rate, max, measured }: Limit, words: AlignmentOp[]): string {
  const against = max === null ? '' : ` against a limit of ${percent(max)}`
  const cut = measured.capped
    ? ', of the beginning only: the texts are too long to compare whole'
    : ''
  const what = differences(words)
  return rate === 0
    ? `Heard exactly what was said${cut}.`
    : `${name} ${percent(rate)}${against}${what === '' ? '' : ` (${what})`}${cut}.`
}

/** A limit that nothing could be held against: no failure, and no proof either. */
const notCompared = (evidence: string): Judgement => ({
  score: 0,
  proof: 'unproven',
  pass: true,
  confidence: 0.5,
  evidence,
})

function limitsOf(
  errors: TranscriptErrors,
  { max_wer, max_cer }: { max_wer: number | null; max_cer: number | null },
): Limit[] {
  const limits: Limit[] = []
  if (max_wer !== null || (max_cer === null && errors.main === 'wer'))
    limits.push({ name: 'WER', rate: errors.words.rate, max: max_wer, measured: errors.words })
  if (max_cer !== null || (max_wer === null && errors.main === 'cer')) {
    const measured = errors.characters()
    limits.push({ name: 'CER', rate: measured.rate, max: max_cer, measured })
  }
  return limits
}

const referenceLength = ({ hits, substitutions, deletions }: Measured) =>
  hits + substitutions + deletions

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')

type Compared = { said: string; heard: string; language: string; errors: TranscriptErrors }

/** Why a rate does not prove that its limit is met or broken; null when it does. */
function doubtOf(
  { rate, max, measured }: Limit,
  { said, heard, language, errors }: Compared,
): string | null {
  if (max === null) return null
  if (measured.capped) return 'only the beginning could be compared'
  if (rate <= max) return rate > 0 && rate === max ? 'the rate is exactly the limit' : null
  if (letters(said) === letters(heard)) return 'only the spaces between words differ'
  if (heard.trim() === '') return 'an empty transcript may be none at all'
  const spelling = spellingErrors(errors.words.alignment, said, heard, language)
  const words = errors.words.rate - spelling / Math.max(1, referenceLength(errors.words))
  if (spelling > 0 && words <= max) return 'it may be the same in another spelling'
  // Where words are not spaced, they may only be cut otherwise.
  if (errors.main === 'cer' && errors.characters().rate <= max)
    return 'only the ends of words differ'
  return null
}

function judge(
  said: string,
  heard: string,
  language: string,
  wanted: { max_wer: number | null; max_cer: number | null },
): Judgement {
  const limited = wanted.max_wer !== null || wanted.max_cer !== null
  const errors = transcriptErrors(said, heard, language)
  const limits = limitsOf(errors, wanted)
  const over = limits.filter(({ rate, max }) => rate > (max ?? shownAsRight))
  // One limit that is clearly broken is enough.
  const deciding = over.length > 0 ? over : limits
  const doubts = deciding.map((limit) => doubtOf(limit, { said, heard, language, errors }))
  const proven = over.length > 0 ? doubts.includes(null) : doubts.every((doubt) => doubt === null)
  const doubt = proven ? null : (doubts.find((one) => one !== null) ?? null)
  const worst = Math.max(...limits.map(({ rate }) => rate))
  const sentence = deciding.map((limit) => describe(limit, errors.words.alignment)).join(' ')
  return {
    score: Math.max(0, 1 - worst),
    proof: !proven ? 'unproven' : over.length > 0 ? 'wrong' : 'right',
    pass: over.length === 0,
    confidence: !proven ? 0.6 : worst === 0 ? 0.99 : 0.97,
    mustHave: limited,
    evidence: doubt === null ? sentence : `${sentence} Not proven: ${doubt}.`,
    detail: {
      main: errors.main,
      said: quote(said, 500),
      rate: worst,
      wer: errors.words.rate,
      mer: errors.words.mer,
      wil: errors.words.wil,
      hits: errors.words.hits,
      substitutions: errors.words.substitutions,
      deletions: errors.words.deletions,
      insertions: errors.words.insertions,
      ...Object.fromEntries(
        limits.filter(({ name }) => name === 'CER').map(({ rate }) => ['cer', rate]),
      ),
      alignment: steps(errors.words.alignment),
    },
  }
}

/**
 * What was heard against what was said in a spoken turn: WER, in zh, ja and th CER. With a limit it is a must-have;
 * without one it is evidence for blame and doubts only.
 */
export const transcript = defineValidator({
  kind: 'transcript',
  label: 'Transcript',
  version: 2,
  weight: 1,
  mustHave: true,
  config: z.object({
    max_wer: z.number().min(0).nullable(),
    max_cer: z.number().min(0).nullable(),
  }),
  applies({ transcript: limits }, turn) {
    // What is sent as text is heard by nobody, and keys and silence are no speech.
    if (turn.kind !== 'voice') return null
    const limited = limits?.max_wer !== undefined || limits?.max_cer !== undefined
    if (!limited && (turn.said === null || turn.heard === null)) return null
    return { max_wer: limits?.max_wer ?? null, max_cer: limits?.max_cer ?? null }
  },
  validate({ said, heard, language }, limits) {
    if (heard === null) return notCompared('The voice AI reported no transcript.')
    if (said === null) return notCompared('The words of the recording are not known.')
    return judge(said, heard, language, limits)
  },
})
