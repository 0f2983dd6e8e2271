import { executionFiles, type FileOptions, type Findings } from '#lib/evidence/execution-files.ts'
import { loadExecution } from '#lib/evidence/load-execution.ts'
import { startBundle, type Bundle } from '#lib/evidence/write-bundle.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

type Options = Pick<FileOptions, 'embedBytes'> & { madeAt?: Date }

/**
 * Everything about one execution as a signed zip file. A recording that storage has lost is named in the manifest and on
 * the page. Throws `NotFoundError`.
 */
export async function bundleExecution(
  ctx: Ctx,
  storage: Storage,
  id: string,
  { madeAt = new Date(), ...options }: Options = {},
): Promise<Bundle> {
  authorize(ctx.actor, 'workspace:read')
  const evidence = await loadExecution(ctx, id)
  const findings: Findings = { missing: [], notes: [] }
  return startBundle(
    ctx,
    {
      subject: { kind: 'execution', id, title: evidence.view.case_name },
      files: executionFiles(storage, evidence, { folder: '', findings, ...options }),
      findings,
      mask: evidence.mask.text,
      at: new Date(evidence.view.finished_at),
    },
    madeAt,
  )
}
