import { eq } from 'drizzle-orm'
import { z } from 'zod'

import { notificationAttempts } from '#db/schema/notifications.ts'
import { findLink } from '#lib/integrations/links.ts'
import { type OpenConnection, openRow } from '#lib/integrations/open-connection.ts'
import { type ConnectionRow, getConnectionRow, stateOf } from '#lib/integrations/queries.ts'
import type { ConnectionState } from '#lib/integrations/schema.ts'
import {
  type Claim,
  claimNotification,
  lostTry,
  type NoClaim,
} from '#lib/notifications/outbox/claim.ts'
import { databaseClock, type OutboxClock } from '#lib/notifications/outbox/clock.ts'
import { deliver, linkOf, needsPerson } from '#lib/notifications/outbox/deliver.ts'
import { judgeFailure } from '#lib/notifications/outbox/judge-failure.ts'
import { Payload } from '#lib/notifications/outbox/payload.ts'
import {
  type KeepIssue,
  recordOutcome,
  type TryOutcome,
} from '#lib/notifications/outbox/record-outcome.ts'
import { maxTries, tryLimitMs, waitAfter } from '#lib/notifications/outbox/schedule.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

export type SendOptions = {
  signal: AbortSignal
  keepIssue: KeepIssue
  clock?: OutboxClock
  /** the process's guard when absent */
  guard?: Guard
  /** tries in all; a test message has one */
  tries?: number
}

export type SendResult = TryOutcome['kind'] | NoClaim['refused'] | 'superseded'

type Attempt = {
  ctx: Ctx
  claim: Claim
  connection: OpenConnection
  payload: Payload
  options: SendOptions
  clock: OutboxClock
}

/** After a try that ended without a word: a person decides where a second message would be one too many. */
function lostOutcome({ claim, connection, payload }: Attempt): TryOutcome | null {
  if (!claim.recovered || !needsPerson(connection, payload)) return null
  return { kind: 'unconfirmed', asked: false, error: `${lostTry}. Send it again if it did not.` }
}

function failureOutcome(
  error: unknown,
  now: Date,
  { claim, connection, payload, clock, options }: Attempt,
): TryOutcome {
  const judged = judgeFailure(error, connection.io.retryAfterMs())
  const at = (ms: number) => new Date(now.getTime() + ms)
  if (judged.kind === 'wait') return { kind: 'wait', nextAt: at(judged.ms), error: judged.error }
  // 410 to a message: the address is gone. To an issue or a status: that thing is, not the connection.
  if (judged.kind === 'stop')
    return { kind: 'dead', gone: judged.gone && payload.kind === 'message', error: judged.error }
  if (judged.unknown && needsPerson(connection, payload))
    return {
      kind: 'unconfirmed',
      asked: true,
      error: `${judged.error}; it may have arrived. Send it again if it did not.`,
    }
  const { attempts } = claim.row
  const limit = options.tries ?? maxTries
  const wait = attempts < limit ? waitAfter(attempts, clock.random(), judged.retryAfterMs) : null
  if (wait === null)
    return { kind: 'dead', gone: false, error: `${judged.error} (after ${attempts} tries)` }
  const waitUntil = judged.retryAfterMs === null ? null : at(judged.retryAfterMs)
  return {
    kind: 'retry',
    nextAt: at(wait),
    unknown: judged.unknown,
    waitUntil,
    error: judged.error,
  }
}

/** A person may have sent it again: the count of tries began anew, what was done did not. */
async function triesOf({ db }: Ctx, id: string): Promise<{ again: boolean; repeated: boolean }> {
  const tries = await db
    .selectDistinct({ outcome: notificationAttempts.outcome })
    .from(notificationAttempts)
    .where(eq(notificationAttempts.notificationId, id))
  const arrived = new Set(['sent', 'unknown'])
  return { again: tries.length > 0, repeated: tries.some(({ outcome }) => arrived.has(outcome)) }
}

async function attempt(attempt: Attempt): Promise<TryOutcome> {
  const { ctx, claim, connection, payload, clock } = attempt
  const lost = lostOutcome(attempt)
  if (lost) return lost
  try {
    const link = linkOf(payload, claim.row)
    const known = link && (await findLink(ctx, connection.id, link.kind, link.key))
    const before = await triesOf(ctx, claim.row.id)
    const delivered = await deliver({ connection, row: claim.row, payload, known, ...before })
    return { kind: 'sent', delivered }
  } catch (error) {
    return failureOutcome(error, await clock.now(ctx), attempt)
  }
}

type Opened =
  | { ok: true; connection: OpenConnection; payload: Payload; before: ConnectionState }
  | { ok: false; connection: ConnectionRow; error: string }

/** Opens the connection; settings or secrets that cannot be read end the row with that as its reason. */
async function openFor(ctx: Ctx, { row }: Claim, { signal, guard }: SendOptions): Promise<Opened> {
  const connection = await getConnectionRow(ctx, row.integrationId)
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(tryLimitMs)])
    return {
      ok: true,
      connection: openRow(connection, { signal: limited, ...(guard && { guard }) }),
      payload: Payload.parse(row.payload),
      before: stateOf(connection),
    }
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : errorMessage(error)
    return { ok: false, connection, error: words }
  }
}

/**
 * One try at a row of the outbox, if it is due and nobody else has it. What was sent is sent once: the row says
 * `sending` before the call, and whoever finds it so after a crash looks before it repeats. Throws only when the
 * database cannot be reached; every other failure is recorded.
 */
export async function sendNotification(
  ctx: Ctx,
  id: string,
  options: SendOptions,
): Promise<SendResult> {
  const clock = options.clock ?? databaseClock
  const claim = await claimNotification(ctx, id, await clock.now(ctx))
  if ('refused' in claim) return claim.refused
  const begun = performance.now()
  const opened = await openFor(ctx, claim, options)
  const outcome: TryOutcome = opened.ok
    ? await attempt({ ctx, claim, options, clock, ...opened })
    : { kind: 'dead', gone: false, error: opened.error }
  const recorded = await recordOutcome(ctx, outcome, {
    claim,
    connection: opened.connection,
    exchange: opened.ok ? opened.connection.io.exchanges() : [],
    durationMs: Math.round(performance.now() - begun),
    now: await clock.now(ctx),
    before: opened.ok ? opened.before : {},
    keepIssue: options.keepIssue,
  })
  if (recorded) return outcome.kind
  log.warn({ notificationId: id }, 'a try at a notification ended after its lease')
  return 'superseded'
}
