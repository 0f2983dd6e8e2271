import { observeExecution } from '#lib/platform/metrics/metrics.ts'
import type { BegunItem, ExecutionRecord } from '#lib/runs/results/outcome.ts'

/** Counts an ended execution in the metrics: how long it took from begin to verdict, and what it scored. */
export function observeRecorded({ item, record }: { item: BegunItem; record: ExecutionRecord }) {
  const { validation, startedAt, finishedAt } = record
  const { verdict, score, scores } = validation
  observeExecution(
    { mode: item.mode, result: verdict },
    Math.max(0, finishedAt.getTime() - startedAt.getTime()) / 1_000,
    score === null ? scores : [...scores, { validator: 'all', score }],
  )
}
