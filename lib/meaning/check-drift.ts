import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { meaningCalibrations } from '#db/schema/meaning.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import { driftOf, type Anchor } from '#lib/meaning/drift.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { inTransaction, systemCtx, type Ctx } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

type Row = typeof meaningCalibrations.$inferSelect

const Anchors = z.array(
  z.object({
    expected: z.string(),
    reply: z.string(),
    same: z.boolean(),
    score: z.number(),
  }),
)

async function scoresOf(
  engine: MeaningEngine,
  { language }: Row,
  anchors: readonly Anchor[],
  signal: AbortSignal,
): Promise<number[]> {
  const scores: number[] = []
  for (const { expected, reply } of anchors)
    scores.push((await engine.compare({ expected, reply, language }, signal)).score)
  return scores
}

/** What the engine says of the kept pairs today. Beyond its tolerance the calibration no longer counts. */
async function record(tx: Ctx, row: Row, engine: MeaningEngine, drift: number): Promise<void> {
  const broken = drift > engine.driftTolerance
  const reason = `the engine scores differently from when it was calibrated: a stored pair has changed by ${drift.toFixed(3)}, ${engine.driftTolerance} is allowed; calibrate it again`
  const finite = Number.isFinite(drift) ? drift : null
  await tx.db
    .update(meaningCalibrations)
    .set({
      ...{ drift: finite, checkedAt: sql`now()` },
      ...(broken && { state: 'retired' as const, reason }),
    })
    .where(and(eq(meaningCalibrations.id, row.id), eq(meaningCalibrations.state, 'in_force')))
  if (broken)
    await recordAudit(tx, {
      action: 'meaning.retire',
      entityType: 'meaning_calibration',
      entityId: row.id,
      detail: { engine: row.engine, model: row.model, language: row.language, drift: finite },
    })
}

/**
 * Has each configured engine score the kept pairs of its calibrations again, and takes those out of force that it scores
 * otherwise than it did. An engine that cannot be asked proves nothing either way. Returns how many no longer count.
 */
export async function checkDrift(
  db: Database,
  engines: readonly MeaningEngine[],
  signal: AbortSignal,
): Promise<number> {
  const rows = await db
    .select()
    .from(meaningCalibrations)
    .where(eq(meaningCalibrations.state, 'in_force'))
  let retired = 0
  for (const row of rows) {
    const engine = engines.find(({ id, model }) => id === row.engine && model === row.model)
    if (!engine) continue
    try {
      const anchors = Anchors.parse(row.anchors)
      const drift = driftOf(anchors, await scoresOf(engine, row, anchors, signal))
      const ctx = systemCtx(db, row.organizationId)
      await inTransaction(ctx, (tx) => record(tx, row, engine, drift))
      if (drift > engine.driftTolerance) retired++
    } catch (error) {
      signal.throwIfAborted()
      log.warn({ engine: row.engine, reason: errorMessage(error) }, 'drift could not be checked')
    }
  }
  return retired
}
