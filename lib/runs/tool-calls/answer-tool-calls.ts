import { setTimeout as sleep } from 'node:timers/promises'

import { and, eq, gt, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { toolSessionCalls, toolSessions } from '#db/schema/runs.ts'
import { chooseMock } from '#lib/engines/validation/tools/choose-mock.ts'
import type { PlacedMock } from '#lib/engines/validation/tools/placed-mock.ts'
import { ToolMocks, type ToolMock } from '#lib/engines/validation/tools/tool-mocks.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Json } from '#lib/platform/json.ts'
import { readToolToken } from '#lib/runs/tool-calls/tool-token.ts'

/** Calls of one turn that are answered. */
const maxCalls = 50
const tooMany = `the voice AI called tools more than ${maxCalls} times in one turn, and only so many are answered`

/** A call as it came; `id`: the caller's own, so that a request that is sent again is the same call. */
export type AskedCall = { id: string; name: string; arguments: Json }

/** What it is answered with: by a mock, or why by none. */
export type CallAnswer = { id: string } & (
  { mock: ToolMock } | { unmatched: string; isTooMuch: boolean }
)

const Stored = z.array(
  z.object({ mock: ToolMocks.element, of: z.enum(['case', 'target']), at: z.int() }),
)

type Session = { id: string; organizationId: string; language: string; mocks: PlacedMock[] }

const nobody = () =>
  new AppError(
    'not_found',
    'No conversation answers at this address: it is over, or the address is not complete',
  )

/** The conversation of a token, locked: calls that come at once are counted one after the other. */
async function lockSession(tx: Database, token: string): Promise<Session> {
  const named = readToolToken(token)
  if (named === null) throw nobody()
  const [row] = await tx
    .select()
    .from(toolSessions)
    .where(
      and(
        eq(toolSessions.id, named.session),
        eq(toolSessions.organizationId, named.organization),
        eq(toolSessions.itemId, named.item),
        eq(toolSessions.attempt, named.attempt),
        gt(toolSessions.expiresAt, sql`now()`),
      ),
    )
    .for('update')
  if (!row) throw nobody()
  return { ...row, mocks: Stored.parse(row.mocks) }
}

type Known = typeof toolSessionCalls.$inferSelect

function answerOf(
  { mocks }: Session,
  call: Pick<Known, 'callId' | 'mock' | 'unmatched'>,
): CallAnswer {
  const placed = call.mock === null ? undefined : mocks[call.mock]
  if (placed) return { id: call.callId, mock: placed.mock }
  const unmatched = call.unmatched ?? 'nothing answers it'
  return { id: call.callId, unmatched, isTooMuch: unmatched === tooMany }
}

/** Which mock answers a call, after those that came before it. */
function choose({ mocks, language }: Session, before: readonly Known[], call: AskedCall) {
  const unread = before.filter(({ readAt }) => readAt === null).length
  if (unread >= maxCalls) return { mock: null, unmatched: tooMany }
  const used = (placed: PlacedMock) =>
    before.filter(({ mock }) => mock !== null && mocks[mock] === placed).length
  const chosen = chooseMock(mocks, call, { language, used })
  return 'none' in chosen
    ? { mock: null, unmatched: chosen.none }
    : { mock: mocks.indexOf(chosen), unmatched: null }
}

async function answerOne(tx: Database, session: Session, call: AskedCall): Promise<CallAnswer> {
  const before = await tx
    .select()
    .from(toolSessionCalls)
    .where(eq(toolSessionCalls.sessionId, session.id))
  const known = before.find(({ callId }) => callId === call.id)
  if (known) return answerOf(session, known)
  const chosen = choose(session, before, call)
  const row = { callId: call.id, name: call.name, arguments: call.arguments, ...chosen }
  // One that is too much is kept for the evidence, more of them are not.
  const isKept =
    chosen.unmatched !== tooMany || !before.some(({ unmatched }) => unmatched === tooMany)
  const { id: sessionId, organizationId } = session
  if (isKept) await tx.insert(toolSessionCalls).values({ ...row, sessionId, organizationId })
  return answerOf(session, row)
}

/**
 * Answers tools that a voice AI calls at the address of a conversation, by its mocks and after their delay. Throws
 * `AppError('not_found')` for a token that is not valid, has expired, or whose conversation is over.
 */
export async function answerToolCalls(
  db: Database,
  token: string,
  calls: readonly AskedCall[],
  signal: AbortSignal,
): Promise<CallAnswer[]> {
  const answers = await db.transaction(async (tx) => {
    const session = await lockSession(tx, token)
    const found: CallAnswer[] = []
    for (const call of calls) found.push(await answerOne(tx, session, call))
    return found
  })
  const delays = answers.map((one) => ('mock' in one ? (one.mock.delay_ms ?? 0) : 0))
  const longest = Math.max(0, ...delays)
  if (longest > 0) await sleep(longest, undefined, { signal })
  return answers
}
