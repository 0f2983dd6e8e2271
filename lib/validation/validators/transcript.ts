import { z } from 'zod'

import { percent, quote } from '../text/figures.ts'
import { transcriptErrors, type AlignmentOp, type Measured } from '../text/wer.ts'
import { defineValidator, type Json } from '../types.ts'

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

/**
 * What was heard against what was said: WER, in zh, ja and th CER. With a limit it is a must-have; without one it
 * is evidence for blame and confidence only.
 */
export const transcript = defineValidator({
  kind: 'transcript',
  label: 'Transcript',
  version: 1,
  weight: 1,
  mustHave: true,
  config: z.object({
    max_wer: z.number().min(0).nullable(),
    max_cer: z.number().min(0).nullable(),
  }),
  applies({ transcript: limits }, turn) {
    const limited = limits?.max_wer !== undefined || limits?.max_cer !== undefined
    if (turn.said === null || (!limited && (turn.kind !== 'voice' || turn.heard === null)))
      return null
    return { max_wer: limits?.max_wer ?? null, max_cer: limits?.max_cer ?? null }
  },
  validate(turn, { max_wer, max_cer }) {
    const limited = max_wer !== null || max_cer !== null
    if (turn.heard === null)
      return {
        score: 0,
        pass: false,
        confidence: 0.6,
        evidence: 'The voice AI reported no transcript.',
      }
    const errors = transcriptErrors(turn.said ?? '', turn.heard, turn.language)
    const limits: Limit[] = []
    if (max_wer !== null || (max_cer === null && errors.main === 'wer'))
      limits.push({ name: 'WER', rate: errors.words.rate, max: max_wer, measured: errors.words })
    if (max_cer !== null || (max_wer === null && errors.main === 'cer')) {
      const measured = errors.characters()
      limits.push({ name: 'CER', rate: measured.rate, max: max_cer, measured })
    }
    const over = limits.filter(({ rate, max }) => rate > (max ?? shownAsRight))
    // One word or character more or less would turn the result.
    const near = limits.some(
      ({ rate, max, measured }) =>
        max !== null &&
        Math.abs(rate - max) <= 1 / Math.max(1, measured.alignment.length) &&
        rate > 0,
    )
    const worst = Math.max(...limits.map(({ rate }) => rate))
    const capped = limits.some(({ measured }) => measured.capped)
    return {
      score: Math.max(0, 1 - worst),
      pass: over.length === 0,
      confidence: near ? 0.6 : capped ? 0.7 : worst === 0 ? 0.99 : over.length > 0 ? 0.97 : 0.9,
      mustHave: limited,
      evidence: (over.length > 0 ? over : limits)
        .map((limit) => describe(limit, errors.words.alignment))
        .join(' '),
      detail: {
        main: errors.main,
        said: quote(turn.said ?? '', 500),
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
  },
})
