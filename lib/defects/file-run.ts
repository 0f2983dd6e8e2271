import { listPassed } from '#lib/defects/list-passed.ts'
import {
  type DefectRow,
  type Failure,
  type RecordedFailure,
  recordFailures,
} from '#lib/defects/record-failures.ts'
import { recordPasses } from '#lib/defects/record-passes.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type JudgedFailure = Failure & {
  /** nobody has to look at it any more: the verdict is automatic and sure, or a person's */
  decided: boolean
  /** it was too late by a clock that our own side, busy as it was, may have held up */
  lateByUs: boolean
}

export type FiledDefects = { recorded: RecordedFailure[]; resolved: DefectRow[] }

/**
 * Files what failed in a completed run under defects, and resolves those whose cases have passed often enough since
 * (`DEFECT_PASSES_TO_CLOSE`). Call it within a transaction; repeating it changes nothing.
 */
export async function fileRun(
  tx: Ctx,
  run: { id: string; created_at: string },
  failures: readonly JudgedFailure[],
): Promise<FiledDefects> {
  // What waits for a person is not a fault of the voice AI yet, nor is one late answer to a machine that was busy.
  const sure = failures.filter(
    ({ decided, lateByUs, executionIds }) => decided && (!lateByUs || executionIds.length > 1),
  )
  const recorded = await recordFailures(tx, sure, new Date(run.created_at))
  const passed = await listPassed(tx, run.id)
  return { recorded, resolved: await recordPasses(tx, passed, settings().DEFECT_PASSES_TO_CLOSE) }
}
