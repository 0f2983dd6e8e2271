import { errorMessage } from '#lib/errors.ts'

import { decide, isAudited, meanScore, statusOf } from './aggregate.ts'
import { blameOf, type Blamed, type Twin } from './blame.ts'
import { answered, refusalOf, type GateRefusal } from './gate.ts'
import { validators as registered, type RegisteredValidator } from './registry.ts'
import type {
  ResolvedExpectation,
  Score,
  TurnEvidence,
  Validation,
  ValidationPolicy,
} from './types.ts'

export type ValidationTurn = { evidence: TurnEvidence; expectation: ResolvedExpectation }

export type ValidationInput = {
  executionId: string
  /** in the order in which they were held */
  turns: readonly ValidationTurn[]
  policy: ValidationPolicy
  /** turns the case has, when more were planned than held */
  plannedTurns?: number
  /** the same turns held as text: sharpens recognition against understanding */
  twin?: readonly ValidationTurn[]
  /** the registered ones unless a replay says otherwise */
  validators?: readonly RegisteredValidator[]
}

type Judged = { scores: Score[]; corroborated: Map<Score, number>; crashes: string[] }

/** Scores of one turn; a validator that throws is named, never thrown. */
function judge(
  { evidence, expectation }: ValidationTurn,
  input: ValidationInput,
  into: Judged,
): void {
  // An answer that need not come is judged only when it came.
  if (expectation.reply === 'any' && !answered(evidence)) return
  for (const validator of input.validators ?? registered)
    try {
      const judgement = validator.judge(evidence, expectation, input.policy)
      if (judgement === null) continue
      const { corroborated, mustHave, ...rest } = judgement
      const score: Score = {
        validator: validator.kind,
        version: validator.version,
        turn: evidence.index,
        weight: input.policy.weights?.[validator.kind] ?? validator.weight,
        mustHave: mustHave ?? validator.mustHave,
        ...rest,
      }
      into.scores.push(score)
      if (corroborated !== undefined) into.corroborated.set(score, corroborated)
    } catch (error) {
      into.crashes.push(`${validator.kind} (turn ${evidence.index + 1}): ${errorMessage(error)}`)
    }
}

const turnLabel = (turns: number, index: number) => (turns > 1 ? `Turn ${index + 1}: ` : '')

function invalid(
  input: ValidationInput,
  scores: Score[],
  { blame, reason }: Blamed | GateRefusal,
  detail: string,
): Validation {
  return {
    verdict: 'invalid',
    confidence: 0,
    score: null,
    status: blame === 'validator' && input.policy.humanReview ? 'manual_review' : 'auto_fail',
    blame,
    blameReason: reason,
    reason: detail,
    scores,
    policyVersion: input.policy.version,
    audit: false,
    twin: null,
  }
}

function failedTurn(input: ValidationInput, scores: readonly Score[]) {
  for (const turn of input.turns) {
    const failed = scores.filter(
      (score) => score.turn === turn.evidence.index && score.mustHave && !score.pass,
    )
    if (failed.length > 0) return { turn, failed }
  }
  return null
}

function passReason(scores: readonly Score[], turns: number, doubt: string | null): string {
  const must = scores.filter(({ mustHave }) => mustHave).length
  const base =
    must === 0
      ? 'The exchange was completed'
      : `${must === 1 ? 'The one expectation holds' : `All ${must} expectations hold`}${turns > 1 ? ` in ${turns} turns` : ''}`
  return doubt === null ? `${base}.` : `${base}, but ${doubt}.`
}

/** The gate's first refusal; turns from it on are not judged, since they build on it. */
function firstRefusal(input: ValidationInput): { at: number; refusal: GateRefusal } | null {
  for (const [at, { evidence, expectation }] of input.turns.entries()) {
    const refusal = refusalOf(evidence, expectation)
    if (refusal !== null) return { at, refusal }
  }
  const held = input.turns.length
  if (held === 0 || (input.plannedTurns ?? held) > held)
    return {
      at: held,
      refusal: {
        blame: 'infrastructure',
        reason:
          held === 0
            ? 'Nothing was held.'
            : `Only ${held} of ${input.plannedTurns} turns were held.`,
      },
    }
  return null
}

/** Scores of the twin's turns up to its first refused one; only a failure asks for them. */
function judgedTwin(input: ValidationInput): Twin | undefined {
  if (input.twin === undefined) return undefined
  const twin: Judged = { scores: [], corroborated: new Map(), crashes: [] }
  for (const turn of input.twin) {
    if (refusalOf(turn.evidence, turn.expectation) !== null) break
    judge(turn, input, twin)
  }
  return { scores: twin.scores }
}

/** Judge what was answered; all others judge hearing, timing or sound, which text has none of. */
const answerKinds = new Set(['reply', 'intent', 'entity', 'response'])

/** The text side by the same gate and rules, as far as they are about the answer. */
function twinJudgement(input: ValidationInput): Validation['twin'] {
  const { twin, ...rest } = input
  if (twin === undefined) return null
  const validators = (input.validators ?? registered).filter(({ kind }) => answerKinds.has(kind))
  const { verdict, reason } = judgeSide({ ...rest, turns: twin, validators })
  return { verdict, reason }
}

/**
 * Judges one execution from its stored evidence; pure, so that a verdict can be recomputed. A failure found before
 * the evidence breaks off stands; otherwise broken evidence makes the execution `invalid`. With a text twin its
 * answers are judged too. Never throws for what the evidence holds.
 */
export function validateExecution(input: ValidationInput): Validation {
  return { ...judgeSide(input), twin: twinJudgement(input) }
}

function judgeSide(input: ValidationInput): Validation {
  const { turns, policy, executionId } = input
  const refused = firstRefusal(input)
  const judged: Judged = { scores: [], corroborated: new Map(), crashes: [] }
  const judgeable = refused === null ? turns : turns.slice(0, refused.at)
  for (const turn of judgeable) judge(turn, input, judged)
  const { scores, corroborated, crashes } = judged
  const failure = failedTurn(input, scores)
  if (failure === null && refused !== null) {
    const { at, refusal } = refused
    return invalid(input, scores, refusal, `${turnLabel(turns.length, at)}${refusal.reason}`)
  }
  if (failure === null && crashes.length > 0) {
    const reason = `Validator: ${crashes.join('; ')}`
    return invalid(input, scores, { blame: 'validator', reason }, reason)
  }
  const decision = decide(
    judgeable.map(({ evidence }) => evidence),
    scores,
    corroborated,
  )
  const blamed =
    failure === null
      ? null
      : blameOf(failure.turn.evidence, failure.turn.expectation, failure.failed, judgedTwin(input))
  const confidence = crashes.length > 0 ? Math.min(decision.confidence, 0.5) : decision.confidence
  const status =
    crashes.length > 0 && policy.humanReview
      ? 'manual_review'
      : statusOf(decision.verdict, confidence, policy)
  return {
    verdict: decision.verdict,
    confidence,
    score: meanScore(scores),
    status,
    blame: blamed?.blame ?? null,
    blameReason: blamed?.reason ?? null,
    reason:
      failure === null || blamed === null
        ? passReason(scores, turns.length, decision.doubt)
        : `${turnLabel(turns.length, failure.turn.evidence.index)}${failure.failed.map(({ evidence }) => evidence).join(' ')} ${blamed.reason}`,
    scores,
    policyVersion: policy.version,
    audit: isAudited(executionId, status, policy),
    twin: null,
  }
}
