import { createHash } from 'node:crypto'

import { and, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'

import { idempotencyKeys } from '#db/schema/platform.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, ConflictError, InvalidError } from '#lib/platform/errors.ts'
import { Envelope, open, seal } from '#lib/platform/secrets/envelope.ts'

export type Answer = { status: number; body: unknown }

/** The key of a request that wants to be done at most once; null when it does not. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get('idempotency-key')
  if (key === null) return null
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new InvalidError('Idempotency-Key must be 1 to 255 printable ASCII characters', [
      { path: 'Idempotency-Key', message: 'is not a usable key' },
    ])
  return key
}

function hashRequest(ctx: Ctx, request: Request, body: Buffer): string {
  const { pathname, search } = new URL(request.url)
  return createHash('sha256')
    .update(JSON.stringify([ctx.actor.id, request.method, pathname, search]))
    .update(body)
    .digest('hex')
}

const dayAgo = sql`now() - interval '24 hours'`

/** Forgets answers older than a day, a few at each new key. */
async function sweep(tx: Ctx): Promise<void> {
  const old = tx.db
    .select({ id: sql`ctid` })
    .from(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, dayAgo))
    .limit(50)
    .for('update', { skipLocked: true })
  await tx.db.delete(idempotencyKeys).where(sql`ctid in ${old}`)
}

async function claim(tx: Ctx, key: string): Promise<void> {
  const name = `${tx.organizationId}/${key}`
  const [row] = await tx.db.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as free`,
  )
  if (row?.free !== true)
    throw new ConflictError('A request with this Idempotency-Key is under way; try again shortly')
}

const Sealed = z.object({ sealed: Envelope })

const bindingOf = ({ organizationId }: Ctx, key: string) => ({
  ownerId: organizationId,
  field: `idempotency ${key}`,
})

/** A body as it is kept. */
const kept = (tx: Ctx, key: string, body: unknown, isSecret: boolean): unknown =>
  isSecret ? { sealed: seal(JSON.stringify(body), bindingOf(tx, key)) } : body

function unsealed(tx: Ctx, key: string, body: unknown): unknown {
  try {
    return JSON.parse(open(Sealed.parse(body).sealed, bindingOf(tx, key)))
  } catch {
    throw new ConflictError(
      'This was done, but its answer was kept under a SECRETS_KEY that is no longer known',
    )
  }
}

async function recall(tx: Ctx, key: string, requestHash: string): Promise<Answer | null> {
  const [stored] = await tx.db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.organizationId, tx.organizationId), eq(idempotencyKeys.key, key)))
  if (!stored) return null
  if (stored.requestHash !== requestHash)
    throw new AppError('unprocessable', 'This Idempotency-Key was used for another request')
  return { status: stored.status ?? 200, body: stored.body }
}

/**
 * Does `work` at most once for each key. What it writes and the stored answer commit together, so a crash leaves
 * both or none; an error leaves the key free. The answer is kept for a day, sealed when it is a secret. Throws `ConflictError` while the same
 * key is under way, `AppError('unprocessable')` when it was used for something else.
 */
export async function onlyOnce(
  ctx: Ctx,
  { key, isSecret = false }: { key: string; isSecret?: boolean | undefined },
  request: Request,
  requestBody: Buffer,
  work: (ctx: Ctx) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const requestHash = hashRequest(ctx, request, requestBody)
  return inTransaction(ctx, async (tx) => {
    await claim(tx, key)
    const stored = await recall(tx, key, requestHash)
    if (stored) {
      const body = isSecret ? unsealed(tx, key, stored.body) : stored.body
      return { status: stored.status, body, replayed: true }
    }
    await sweep(tx)
    const answer = await work(tx)
    const { organizationId, actor } = tx
    await tx.db.insert(idempotencyKeys).values({
      organizationId,
      key,
      requestHash,
      userId: actor.id ?? organizationId,
      status: answer.status,
      body: kept(tx, key, answer.body, isSecret),
    })
    return { ...answer, replayed: false }
  })
}
