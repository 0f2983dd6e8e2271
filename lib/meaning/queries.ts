import { and, desc, eq, inArray } from 'drizzle-orm'

import { meaningCalibrations } from '#db/schema/meaning.ts'
import type { MeaningCuts } from '#lib/engines/validation/policy.ts'
import { configuredEngines } from '#lib/meaning/configured.ts'
import { CalibrationFigures, type CalibrationView, type EngineView } from '#lib/meaning/schema.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'

type Row = typeof meaningCalibrations.$inferSelect

function toView(row: Row): CalibrationView {
  return {
    id: row.id,
    engine: row.engine,
    model: row.model,
    language: row.language,
    state: row.state,
    pairs: row.pairCount,
    scored: row.scored,
    same: row.same,
    different: row.different,
    figures: CalibrationFigures.nullable().parse(row.figures),
    drift: row.drift,
    checked_at: row.checkedAt?.toISOString() ?? null,
    reason: row.reason,
    created_at: row.createdAt.toISOString(),
  }
}

const ours = (ctx: Ctx) => eq(meaningCalibrations.organizationId, ctx.organizationId)

/** Newest first, 200 at most; `ids` of one request, or all. */
export async function listCalibrations(ctx: Ctx, ids?: string[]): Promise<CalibrationView[]> {
  const rows = await ctx.db
    .select()
    .from(meaningCalibrations)
    .where(and(ours(ctx), ids ? inArray(meaningCalibrations.id, ids) : undefined))
    .orderBy(desc(meaningCalibrations.id))
    .limit(200)
  return rows.map(toView)
}

/** Throws `NotFoundError`. */
export async function getCalibration(ctx: Ctx, id: string): Promise<CalibrationView> {
  const [found] = await listCalibrations(ctx, [id])
  if (!found) throw new NotFoundError('calibration', id)
  return found
}

/** The engines that the settings name, with the languages in which a calibration lets them decide. */
export async function listEngines(ctx: Ctx): Promise<EngineView[]> {
  const rows = await ctx.db
    .select()
    .from(meaningCalibrations)
    .where(and(ours(ctx), eq(meaningCalibrations.state, 'in_force')))
    .orderBy(meaningCalibrations.language)
  return configuredEngines(settings()).map(({ id, label, model }) => ({
    ...{ id, label, model },
    languages: rows
      .filter((row) => row.engine === id && row.model === model)
      .filter(({ same, different }) => same !== null || different !== null)
      .map(({ language }) => language),
  }))
}

type CutsRow = {
  engine: string
  model: string
  language: string
  same: number | null
  different: number | null
}

/** Thresholds that hold in a language; none where nothing was calibrated. */
export async function loadCuts(
  db: Statements,
  organizationId: string,
  language: string,
): Promise<MeaningCuts[]> {
  const { rows } = await db.executeSql(
    `select engine, model, language, same, different from meaning_calibrations
    where organization_id = $1::uuid and language = $2 and state = 'in_force'`,
    [organizationId, language],
  )
  return (rows as CutsRow[]).map(({ engine, model, same, different }) => ({
    ...{ engine, model, language, same, different },
  }))
}
