import { getDefect } from '#lib/defects/queries.ts'
import type { DefectDetailView } from '#lib/defects/schema.ts'
import { executionFiles, type Findings } from '#lib/evidence/execution-files.ts'
import { loadExecution } from '#lib/evidence/load-execution.ts'
import { defectPage, type Chapter } from '#lib/evidence/page/defect-page.ts'
import { writeHtml } from '#lib/evidence/page/html.ts'
import { evidenceExecutionLimit } from '#lib/evidence/schema.ts'
import { jsonFile } from '#lib/evidence/seal-files.ts'
import { secretsOf } from '#lib/evidence/secret-forms.ts'
import { startBundle, type Bundle } from '#lib/evidence/write-bundle.ts'
import type { ZipFile } from '#lib/evidence/write-zip.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

/** Hides what any of the targets keeps secret. */
async function maskOf(ctx: Ctx, runIds: string[]): Promise<(text: string) => string> {
  const masks: ((text: string) => string)[] = []
  for (const runId of new Set(runIds)) masks.push((await secretsOf(ctx, runId)).mask.text)
  return (text) => masks.reduce((masked, mask) => mask(masked), text)
}

function notesOf({ occurrences }: DefectDetailView, included: number): string[] {
  if (occurrences <= included) return []
  return [
    `The defect was seen ${occurrences} times; the bundle holds the latest ${included} executions that are still kept.`,
  ]
}

type Contents = {
  defect: DefectDetailView
  chapters: Chapter[]
  mask: (text: string) => string
  findings: Findings
}

async function* defectFiles(
  ctx: Ctx,
  storage: Storage,
  { defect, chapters, mask, findings }: Contents,
): AsyncGenerator<ZipFile, void, undefined> {
  const page = defectPage(defect, chapters, findings.notes.slice())
  const { executions: _executions, ...facts } = defect
  yield jsonFile('defect.json', JSON.parse(mask(JSON.stringify(facts))))
  yield { path: 'index.html', stored: false, content: () => writeHtml(page, mask) }
  for (const { folder, execution } of chapters) {
    // One at a time: a bundle of twenty takes no more memory than one of one.
    const evidence = await loadExecution(ctx, execution.id)
    yield* executionFiles(storage, evidence, { folder, findings, up: '../../index.html' })
  }
}

/**
 * A defect with the latest executions that showed it, each as in a bundle of its own, signed together. Throws
 * `NotFoundError`.
 */
export async function bundleDefect(
  ctx: Ctx,
  storage: Storage,
  id: string,
  madeAt: Date = new Date(),
): Promise<Bundle> {
  authorize(ctx.actor, 'workspace:read')
  const defect = await getDefect(ctx, id)
  const chosen = defect.executions.slice(0, evidenceExecutionLimit)
  const chapters = chosen.map((execution, index) => ({
    folder: `executions/${String(index + 1).padStart(2, '0')}-${execution.id}/`,
    execution,
  }))
  const mask = await maskOf(
    ctx,
    chosen.map(({ run_id }) => run_id),
  )
  const findings: Findings = { missing: [], notes: notesOf(defect, chosen.length) }
  return startBundle(
    ctx,
    {
      subject: {
        kind: 'defect',
        id,
        title: defect.title,
        included: chosen.length,
        occurrences: defect.occurrences,
      },
      files: defectFiles(ctx, storage, { defect, chapters, mask, findings }),
      findings,
      mask,
      at: new Date(chosen[0]?.finished_at ?? defect.created_at),
    },
    madeAt,
  )
}
