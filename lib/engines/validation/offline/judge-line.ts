import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import { lineEvidence, type TurnAudio } from '#lib/engines/validation/offline/line-evidence.ts'
import { JudgeLine, type TurnLine } from '#lib/engines/validation/offline/line.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Score } from '#lib/engines/validation/score.ts'
import { validateExecution, type ValidationInput } from '#lib/engines/validation/validate.ts'
import type {
  AutomaticStatus,
  Blame,
  Validation,
  Verdict,
} from '#lib/engines/validation/verdict.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** What is said of a line that could be judged. */
export type JudgedLine = {
  id: string | number | null
  verdict: Verdict
  review_status: AutomaticStatus
  /** 0..1 */
  confidence: number
  blame: Blame | null
  reason: string
  scores: LineScore[]
}

type LineScore = Omit<Score, 'mustHave'> & { must_have: boolean }

export type LineFault = { id?: string | number; line?: number; error: string }

/** Turns of a line, whether it is a conversation or not. */
export const turnsOf = (line: JudgeLine): TurnLine[] => line.turns ?? [line]

/** What is wrong with a line, in one sentence. */
function faultOf(error: NonNullable<ReturnType<typeof JudgeLine.safeParse>['error']>): string {
  return faultsOf(error)
    .slice(0, 3)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ')
}

/** Reads one line of JSON, or a value that was JSON. Throws nothing: `error` says what is wrong with it. */
export function readLine(
  input: unknown,
): { line: JudgeLine; error: null } | { line: null; error: string; id?: string | number } {
  let value = input
  if (typeof input === 'string')
    try {
      value = JSON.parse(input)
    } catch (error) {
      return {
        line: null,
        error: `is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
      }
    }
  const parsed = JudgeLine.safeParse(value)
  if (parsed.success) return { line: parsed.data, error: null }
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null
  return {
    line: null,
    error: faultOf(parsed.error),
    ...(typeof id === 'string' || typeof id === 'number' ? { id } : {}),
  }
}

/** Nothing can be tried again offline: evidence that allows no judgement goes to a person. */
const statusOf = ({ verdict, status }: Validation): AutomaticStatus =>
  verdict === 'invalid' ? 'manual_review' : status

function scoreOf({ mustHave, ...score }: Score): LineScore {
  return { ...score, must_have: mustHave }
}

/**
 * What of a line is judged. `audio` holds what was measured in the files that its turns name, by turn; where it holds
 * nothing, a voice line is taken to have sounded well.
 */
export function lineInput(
  line: JudgeLine,
  policy: ValidationPolicy,
  audio: readonly TurnAudio[] = [],
): ValidationInput {
  const { language, mode } = line
  const turns = turnsOf(line).map((turn, index) => ({
    evidence: lineEvidence(turn, { index, language, mode }, audio[index]),
    expectation: resolveExpectation(turn.expect, language),
  }))
  return { executionId: String(line.id ?? ''), turns, policy }
}

/** What is said of a line that was judged. */
export const judgedLine = (line: JudgeLine, validation: Validation): JudgedLine => ({
  id: line.id ?? null,
  verdict: validation.verdict,
  review_status: statusOf(validation),
  confidence: Math.round(validation.confidence * 1_000) / 1_000,
  blame: validation.blame,
  reason: validation.reason,
  scores: validation.scores.map(scoreOf),
})

/** Judges one line without a server; see `lineInput`. */
export const judgeLine = (
  line: JudgeLine,
  policy: ValidationPolicy,
  audio: readonly TurnAudio[] = [],
): JudgedLine => judgedLine(line, validateExecution(lineInput(line, policy, audio)))
