import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import { meaningCalibrations } from '#db/schema/meaning.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import { calibrate, type CalibrationFigures, type ScoredPair } from '#lib/meaning/calibrate.ts'
import { chooseAnchors, type Anchor } from '#lib/meaning/drift.ts'
import { LabelledPair } from '#lib/meaning/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** Pairs scored at once, and between two notes of how far it has come. */
const together = 4
const noted = 40

type Row = typeof meaningCalibrations.$inferSelect

const ofRow = ({ id, organizationId }: Row) =>
  and(eq(meaningCalibrations.id, id), eq(meaningCalibrations.organizationId, organizationId))

async function scoreAll(ctx: Ctx, row: Row, engine: MeaningEngine, signal: AbortSignal) {
  const pairs = z.array(LabelledPair).parse(row.pairs)
  const scored: (ScoredPair & Anchor)[] = []
  for (let from = 0; from < pairs.length; from += together) {
    signal.throwIfAborted()
    const batch = pairs.slice(from, from + together)
    const opinions = await Promise.all(batch.map((pair) => engine.compare(pair, signal)))
    batch.forEach(({ expected, reply, same }, index) =>
      scored.push({ expected, reply, same, score: opinions[index]?.score ?? Number.NaN }),
    )
    if (from % noted === 0)
      await ctx.db.update(meaningCalibrations).set({ scored: scored.length }).where(ofRow(row))
  }
  return scored
}

/** The one before it of the same engine, model and language steps back in the same transaction. */
async function bringIntoForce(
  tx: Ctx,
  row: Row,
  figures: CalibrationFigures,
  anchors: Anchor[],
): Promise<void> {
  const { engine, model, language } = row
  await tx.db
    .update(meaningCalibrations)
    .set({ state: 'retired', reason: 'replaced by a newer calibration' })
    .where(
      and(
        eq(meaningCalibrations.organizationId, row.organizationId),
        eq(meaningCalibrations.engine, engine),
        eq(meaningCalibrations.model, model),
        eq(meaningCalibrations.language, language),
        eq(meaningCalibrations.state, 'in_force'),
      ),
    )
  await tx.db
    .update(meaningCalibrations)
    .set({
      ...{ state: 'in_force', scored: row.pairCount, pairs: [], figures, anchors },
      ...{ same: figures.same.cut, different: figures.different.cut },
      checkedAt: sql`now()`,
      drift: 0,
    })
    .where(ofRow(row))
  await recordAudit(tx, {
    action: 'meaning.calibrated',
    entityType: 'meaning_calibration',
    entityId: row.id,
    detail: { engine, model, language, text: figures.text },
  })
}

/**
 * Scores the pairs of a calibration and brings it into force. One that is done already stays as it is, so that the job may
 * be repeated. An engine that fails leaves it `failed`, with why; throws only when `signal` says so.
 */
export async function runCalibration(
  ctx: Ctx,
  id: string,
  engines: readonly MeaningEngine[],
  signal: AbortSignal,
): Promise<void> {
  const [row] = await ctx.db
    .select()
    .from(meaningCalibrations)
    .where(
      and(
        eq(meaningCalibrations.id, id),
        eq(meaningCalibrations.organizationId, ctx.organizationId),
        eq(meaningCalibrations.state, 'running'),
      ),
    )
  if (!row) return
  try {
    const engine = engines.find((one) => one.id === row.engine && one.model === row.model)
    if (!engine)
      throw new Error(`the engine ${row.engine} with ${row.model} is not configured here`)
    const scored = await scoreAll(ctx, row, engine, signal)
    const figures = calibrate(scored, settings().VALIDATION_ACCURACY_THRESHOLD)
    await inTransaction(ctx, (tx) => bringIntoForce(tx, row, figures, chooseAnchors(scored)))
  } catch (error) {
    signal.throwIfAborted()
    await ctx.db
      .update(meaningCalibrations)
      .set({ state: 'failed', reason: errorMessage(error).slice(0, 1_000) })
      .where(and(ofRow(row), eq(meaningCalibrations.state, 'running')))
  }
}
