import type { Ctx } from '#lib/platform/context.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'

/** English, which every installation speaks, and what the cases are written in. */
export async function previewLanguages(ctx: Ctx): Promise<string[]> {
  const { languages } = await startRunOptions(ctx)
  return [...new Set(['en-US', ...languages])]
}
