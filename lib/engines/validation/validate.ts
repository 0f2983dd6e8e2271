import { decide, isAudited, meanScore, statusOf } from '#lib/engines/validation/aggregate.ts'
import { bandOf, cutOf } from '#lib/engines/validation/band.ts'
import { blameOf, type Blamed, type Twin } from '#lib/engines/validation/blame.ts'
import { ofCutReply } from '#lib/engines/validation/cut-reply.ts'
import { ofBrokenSpeech } from '#lib/engines/validation/broken-speech.ts'
import { doubtsOf } from '#lib/engines/validation/doubts.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import {
  answered,
  refusalOf,
  unusedMocks,
  unusedRefusal,
  type GateRefusal,
} from '#lib/engines/validation/gate.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import {
  validators as registered,
  type RegisteredValidator,
} from '#lib/engines/validation/registry.ts'
import type { Precedent, Score } from '#lib/engines/validation/score.ts'
import type { Doubt, Validation } from '#lib/engines/validation/verdict.ts'
import { errorMessage } from '#lib/platform/errors.ts'

export type ValidationTurn = { evidence: TurnEvidence; expectation: ResolvedExpectation }

export type ValidationInput = {
  executionId: string
  /** in the order in which they were held */
  turns: readonly ValidationTurn[]
  policy: ValidationPolicy
  /** turns held before these, which are not judged */
  earlier?: readonly TurnEvidence[]
  /** turns the case has, when more were planned than held */
  plannedTurns?: number
  /** the same turns held as text: sharpens recognition against understanding */
  twin?: readonly ValidationTurn[]
  /** the registered ones unless a replay says otherwise */
  validators?: readonly RegisteredValidator[]
  /** decisions of people on this case's replies, in this language */
  precedents?: readonly Precedent[]
  /** what the target was when it answered; its reviews count for this version only, see `bandOf` */
  targetVersion?: string | null
}

type Judged = { scores: Score[]; crashes: string[] }

/** Scores of one turn; a validator that throws is named, never thrown. */
function judge(
  { evidence, expectation }: ValidationTurn,
  input: ValidationInput,
  into: Judged,
  earlier: readonly TurnEvidence[],
): void {
  // An answer that need not come is judged only when it came.
  if (expectation.reply === 'any' && !answered(evidence)) return
  const context = {
    policy: input.policy,
    precedents: (input.precedents ?? []).filter(({ turn }) => turn === evidence.index),
    earlier,
  }
  for (const validator of input.validators ?? registered)
    try {
      const judged = validator.judge(evidence, expectation, context)
      const { kind } = validator
      const whole = ofCutReply(kind, judged, evidence)
      const judgement = ofBrokenSpeech(kind, whole, evidence, input.policy)
      if (judgement === null) continue
      const { mustHave, ...rest } = judgement
      into.scores.push({
        validator: validator.kind,
        version: validator.version,
        turn: evidence.index,
        weight: input.policy.weights?.[validator.kind] ?? validator.weight,
        mustHave: mustHave ?? validator.mustHave,
        ...rest,
      })
    } catch (error) {
      into.crashes.push(`${validator.kind} (turn ${evidence.index + 1}): ${errorMessage(error)}`)
    }
}

/** Scores of turns that follow each other. */
function judgeAll(turns: readonly ValidationTurn[], input: ValidationInput): Judged {
  const judged: Judged = { scores: [], crashes: [] }
  const earlier = [...(input.earlier ?? [])]
  for (const turn of turns) {
    judge(turn, input, judged, [...earlier])
    earlier.push(turn.evidence)
  }
  return judged
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
    proven: false,
    band: null,
    bandText: null,
    doubts: [],
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

/** The first turn with a must-have that is proven wrong; where none is, the first with one that is likelier wrong. */
function failedTurn(input: ValidationInput, scores: readonly Score[]) {
  const must = scores.filter(({ mustHave }) => mustHave)
  const wrong = must.filter(({ proof }) => proof === 'wrong')
  const against = wrong.length > 0 ? wrong : must.filter(({ pass }) => !pass)
  for (const turn of input.turns) {
    const failed = against.filter((score) => score.turn === turn.evidence.index)
    if (failed.length > 0) return { turn, failed, proven: wrong.length > 0 }
  }
  return null
}

function passReason(scores: readonly Score[], turns: number, doubts: readonly Doubt[]): string {
  const must = scores.filter(({ mustHave }) => mustHave).length
  const base =
    must === 0
      ? 'The conversation was completed'
      : `${must === 1 ? 'The one expectation holds' : `All ${must} expectations hold`}${turns > 1 ? ` in ${turns} turns` : ''}`
  const [first] = doubts
  if (first === undefined) return `${base}.`
  const more = doubts.length > 1 ? ` (and ${doubts.length - 1} more)` : ''
  const why = first.why.replace(/\.$/, '')
  return must === 0 || first.validator === null
    ? `${base}, but ${why}${more}.`
    : `Not proven: ${turns > 1 && first.turn !== null ? `in turn ${first.turn + 1}, ` : ''}${why}${more}.`
}

type Refused = { at: number; refusal: GateRefusal; onlyProven?: true }

/**
 * The gate's first refusal; turns from it on are not judged, since they build on it. `onlyProven`: no failure that is
 * only likely stands against it, with or without reviews.
 */
function firstRefusal(input: ValidationInput): Refused | null {
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
            : `Only ${held} of ${input.plannedTurns} turns took place.`,
      },
    }
  const unused = unusedRefusal(input.turns.map(({ evidence }) => evidence))
  return unused === null ? null : { at: held, refusal: unused, onlyProven: true }
}

/** Scores of the twin's turns up to its first refused one; only a failure asks for them. */
function judgedTwin(input: ValidationInput): Twin | undefined {
  if (input.twin === undefined) return undefined
  const refused = input.twin.findIndex(
    ({ evidence, expectation }) => refusalOf(evidence, expectation) !== null,
  )
  const held = refused < 0 ? input.twin : input.twin.slice(0, refused)
  return { scores: judgeAll(held, input).scores }
}

/** Judge what was answered; all others judge hearing, timing or sound, which text has none of. */
const answerKinds = new Set(['reply', 'intent', 'entity', 'response', 'tools', 'say_do'])

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
  const { turns } = input
  const refused = firstRefusal(input)
  const judgeable = refused === null ? turns : turns.slice(0, refused.at)
  const judged = judgeAll(judgeable, input)
  const failure = failedTurn(input, judged.scores)
  // What is only likely must not stand in for evidence that is not there.
  const likelyStands = !input.policy.humanReview && refused?.onlyProven !== true
  const stands = failure !== null && (failure.proven || likelyStands)
  if (!stands && refused !== null) {
    const { at, refusal, onlyProven } = refused
    const label = onlyProven ? '' : turnLabel(turns.length, at)
    const reason = `${label}${refusal.reason}`
    return invalid(input, judged.scores, refusal, reason)
  }
  if (!stands && judged.crashes.length > 0) {
    const reason = `Validator: ${judged.crashes.join('; ')}`
    return invalid(input, judged.scores, { blame: 'validator', reason }, reason)
  }
  return decided(input, judgeable, judged, failure)
}

/** Beside a proven failure: mocks that were not used, which may be why it failed or because it did. */
function unusedNotice(turns: readonly ValidationTurn[]): string {
  const unused = unusedMocks(turns.map(({ evidence }) => evidence))
  return unused === null ? '' : ` Besides, ${unused}.`
}

/** Doubts of a failure although it is proven: a validator that did not work may have said otherwise. */
const crashDoubts = (crashes: readonly string[]): Doubt[] =>
  crashes.map((why) => ({ turn: null, validator: null, why: `a validator failed: ${why}` }))

function decided(
  input: ValidationInput,
  judgeable: readonly ValidationTurn[],
  { scores, crashes }: Judged,
  failure: ReturnType<typeof failedTurn>,
): Validation {
  const { turns, policy, executionId } = input
  const decision = decide(scores, doubtsOf(judgeable, scores, input.precedents))
  if (crashes.length > 0) {
    decision.confidence = Math.min(decision.confidence, 0.5)
    decision.proven = false
    decision.doubts = crashDoubts(crashes)
  }
  const language = turns[0]?.evidence.language ?? ''
  const band = bandOf(scores, language, input.targetVersion ?? null)
  const { status, doubts } = statusOf(decision, band, policy)
  const blamed =
    failure === null
      ? null
      : blameOf(failure.turn.evidence, failure.turn.expectation, failure.failed, judgedTwin(input))
  return {
    verdict: decision.verdict,
    confidence: decision.confidence,
    proven: decision.proven,
    band,
    bandText: cutOf(policy, band, decision.verdict).text,
    doubts,
    score: meanScore(scores),
    status,
    blame: blamed?.blame ?? null,
    blameReason: blamed?.reason ?? null,
    reason:
      failure === null || blamed === null
        ? passReason(scores, turns.length, decision.proven ? doubts : decision.doubts)
        : `${turnLabel(turns.length, failure.turn.evidence.index)}${failure.failed.map(({ evidence }) => evidence).join(' ')} ${blamed.reason}${unusedNotice(turns)}`,
    scores,
    policyVersion: policy.version,
    audit: isAudited(executionId, status, policy),
    twin: null,
  }
}
