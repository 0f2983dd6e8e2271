import { and, eq, isNull, or, sql } from 'drizzle-orm'

import { approvedReplies, rejectedReplies } from '#db/schema/policies.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Score } from '#lib/engines/validation/score.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { contextHashes, formHashOf, replyForm, replyOf } from '#lib/policies/reply-form.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

/** A decision of a person on an execution, with what it was judged by. */
export type DecidedExecution = {
  decisionId: string
  executionId: string
  caseId: string
  language: string
  /** with its plain variables filled in */
  case: CaseInput
  turns: readonly TurnEvidence[]
  scores: readonly Score[]
  verdict: 'passed' | 'failed' | 'invalid'
}

type Wording = {
  turn: number
  contextHash: string
  form: string
  formHash: string
  reply: string
}

/** Longer replies are no wording that comes again. */
const longest = 20_000

function wordingsOf({ case: testCase, language, turns }: DecidedExecution): Wording[] {
  const contexts = contextHashes(testCase, language)
  return turns.flatMap((turn) => {
    const [reply, contextHash] = [replyOf(turn), contexts[turn.index]]
    if (reply === null || reply.length > longest || contextHash === undefined) return []
    const form = replyForm(turn)
    if (form === '') return []
    return [{ turn: turn.index, contextHash, form, formHash: formHashOf(form), reply }]
  })
}

const mustHaves = (scores: readonly Score[]) => scores.filter(({ mustHave }) => mustHave)

/** Turns whose reply a person had to judge, because its wording proved nothing. */
function judgedTurns(scores: readonly Score[]): number[] {
  const open = mustHaves(scores).filter(
    ({ validator, proof }) => validator === 'response' && proof === 'unproven',
  )
  return [...new Set(open.map(({ turn }) => turn))]
}

/** Turns whose wording the decision rules on: all of a pass, the only one that a failure can mean. */
function ruledTurns({ verdict, scores, turns: held }: DecidedExecution): number[] {
  const turns = judgedTurns(scores)
  // A reply that others got as well was looked at for that: who passes it says that it may come again.
  const shared = held.flatMap(({ same_reply, index }) => (same_reply ? [index] : []))
  if (verdict === 'passed') return [...new Set([...turns, ...shared])]
  if (verdict !== 'failed' || turns.length !== 1) return []
  const others = mustHaves(scores).filter(
    ({ validator, turn }) => validator !== 'response' || turn !== turns[0],
  )
  return others.every(({ proof }) => proof === 'right') ? turns : []
}

/** Ends rulings that the decision contradicts. Returns the wordings that people now disagree on. */
async function withdrawContrary(
  tx: Ctx,
  decided: DecidedExecution,
  wordings: readonly Wording[],
): Promise<Set<string>> {
  const table = decided.verdict === 'passed' ? rejectedReplies : approvedReplies
  if (wordings.length === 0) return new Set()
  const rows = await tx.db
    .update(table)
    .set({
      withdrawnAt: sql`now()`,
      withdrawnBy: tx.actor.id,
      withdrawnWhy: `A later decision on execution ${decided.executionId} says ${decided.verdict} of the same wording`,
    })
    .where(
      and(
        eq(table.organizationId, tx.organizationId),
        eq(table.caseId, decided.caseId),
        eq(table.language, decided.language),
        isNull(table.withdrawnAt),
        or(
          ...wordings.map(({ turn, contextHash, formHash }) =>
            and(
              eq(table.turn, turn),
              eq(table.contextHash, contextHash),
              eq(table.formHash, formHash),
            ),
          ),
        ),
      ),
    )
    .returning({ turn: table.turn, formHash: table.formHash })
  return new Set(rows.map(({ turn, formHash }) => `${turn} ${formHash}`))
}

/**
 * Keeps what a decision says of the wording of replies: the same wording to the same question is decided without a person
 * from then on. A decision that contradicts an earlier one withdraws it and rules on nothing, so that the next such
 * reply goes to a person again. Call it within the transaction of the decision.
 */
export async function keepReplies(
  tx: Ctx,
  decided: DecidedExecution,
): Promise<{ kept: number; withdrawn: number }> {
  if (decided.verdict === 'invalid') return { kept: 0, withdrawn: 0 }
  // Two decisions on one case wait for each other: they may rule on the same wording.
  await tx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`replies ${decided.caseId}`}, 0))`,
  )
  const wordings = wordingsOf(decided)
  // A failure that is proven by something else says nothing of the wording.
  const explained = mustHaves(decided.scores).some(
    ({ proof, validator }) => proof === 'wrong' && validator !== 'response',
  )
  const contradicts = decided.verdict === 'passed' || !explained
  const disputed = await withdrawContrary(tx, decided, contradicts ? wordings : [])
  const turns = new Set(ruledTurns(decided))
  const ruled = wordings.filter(
    ({ turn, formHash }) => turns.has(turn) && !disputed.has(`${turn} ${formHash}`),
  )
  if (ruled.length === 0) return { kept: 0, withdrawn: disputed.size }
  const table = decided.verdict === 'passed' ? approvedReplies : rejectedReplies
  const { caseId, language, decisionId, executionId } = decided
  const kept = await tx.db
    .insert(table)
    .values(
      ruled.map((wording) => ({
        organizationId: tx.organizationId,
        ...{ caseId, language, decisionId, executionId },
        ...wording,
        createdBy: tx.actor.id,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: table.id })
  return { kept: kept.length, withdrawn: disputed.size }
}
