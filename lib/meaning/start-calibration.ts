import { meaningCalibrations } from '#db/schema/meaning.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { configuredEngines } from '#lib/meaning/configured.ts'
import { listCalibrations } from '#lib/meaning/queries.ts'
import { CalibrateInput, type CalibrationView, type LabelledPair } from '#lib/meaning/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { enqueue } from '#lib/platform/jobs/enqueue.ts'

const settingOf = {
  embeddings: 'EMBEDDINGS_URL',
  onnx: 'ONNX_MODEL_DIR',
  llm: 'LLM_JUDGE_URL',
} as const

/** Pairs by language, each wording once: the same pair again proves nothing more. Throws for one that is labelled both ways. */
function byLanguage(pairs: readonly LabelledPair[]): Map<string, LabelledPair[]> {
  const found = new Map<string, Map<string, LabelledPair>>()
  for (const [index, pair] of pairs.entries()) {
    const known = found.get(pair.language) ?? new Map<string, LabelledPair>()
    const form = [pair.expected, pair.reply]
      .map((text) => tokenForm(text, pair.language))
      .join('\n')
    if (known.get(form)?.same === !pair.same)
      throw new InvalidError('A pair is labelled both ways', [
        { path: `pairs.${index}`, message: 'the same texts appear with the other label' },
      ])
    known.set(form, pair)
    found.set(pair.language, known)
  }
  return new Map([...found].map(([language, known]) => [language, [...known.values()]]))
}

/**
 * Has an engine of meaning score labelled pairs, and derives from that in which languages and from which scores on it may
 * decide. One calibration for each language; they come into force when they are done. Throws `InvalidError` for an engine
 * that is not configured.
 */
export async function startCalibration(
  ctx: Ctx,
  input: CalibrateInput,
  engines: readonly MeaningEngine[] = configuredEngines(settings()),
): Promise<CalibrationView[]> {
  authorize(ctx.actor, 'policy:write')
  const { engine: id, pairs } = CalibrateInput.parse(input)
  const engine = engines.find((one) => one.id === id)
  if (!engine)
    throw new InvalidError(`The engine ${id} is not configured`, [
      { path: 'engine', message: `set ${settingOf[id]} to use it` },
    ])
  return inTransaction(ctx, async (tx) => {
    const ids: string[] = []
    for (const [language, own] of byLanguage(pairs)) {
      const [row] = await tx.db
        .insert(meaningCalibrations)
        .values({
          organizationId: tx.organizationId,
          engine: id,
          model: engine.model,
          language,
          pairs: own,
          pairCount: own.length,
          createdBy: tx.actor.id,
        })
        .returning({ id: meaningCalibrations.id })
      if (!row) throw new Error('The calibration has no id')
      ids.push(row.id)
      await enqueue(tx, 'meaning.calibrate', {
        organizationId: tx.organizationId,
        calibrationId: row.id,
      })
      await recordAudit(tx, {
        action: 'meaning.calibrate',
        entityType: 'meaning_calibration',
        entityId: row.id,
        detail: { engine: id, model: engine.model, language, pairs: own.length },
      })
    }
    return listCalibrations(tx, ids)
  })
}
