import type { Names } from '#app/(dashboard)/settings/_lib/rule-words.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'

/** Names of the suites that can run, by id. */
export async function suiteNames(ctx: Ctx): Promise<Names> {
  const { suites } = await startRunOptions(ctx)
  return Object.fromEntries(suites.map(({ value, label }) => [value, label]))
}
