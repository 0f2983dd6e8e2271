import { v7 as uuidv7 } from 'uuid'

import { storedJson } from '#lib/platform/postgres/stored-json.ts'
import { answerHashOf } from '#lib/policies/reply-form.ts'
import type { BegunItem, ExecutionRecord } from '#lib/runs/results/outcome.ts'

type Recorded = { kind: string; item: BegunItem; record: ExecutionRecord }

const executionRow = ({ kind, item, record }: Recorded) => ({
  id: record.id,
  organization_id: item.organizationId,
  run_id: item.runId,
  item_id: item.id,
  suite_id: item.suiteId,
  case_id: item.caseId,
  case_version: item.caseVersion,
  language: item.language,
  device_profile_id: item.deviceProfileId,
  mode: item.mode,
  attempt: item.attempt,
  is_final: kind === 'final',
  verdict: record.validation.verdict,
  review_status: record.validation.status,
  confidence: record.validation.confidence,
  blame: record.validation.blame,
  twin_verdict: record.validation.twin?.verdict ?? null,
  response_ms: record.responseMs,
  started_at: record.startedAt.toISOString(),
  finished_at: record.finishedAt.toISOString(),
})

const detailRow = ({ record }: Recorded) => ({
  execution_id: record.id,
  turns: record.turns,
  twin_turns: record.twinTurns,
  exchange: record.exchange,
  attempts: record.attempts,
  call: record.call,
})

const validationRow = ({ record: { id, validation } }: Recorded) => ({
  execution_id: id,
  verdict: validation.verdict,
  confidence: validation.confidence,
  score: validation.score,
  review_status: validation.status,
  blame: validation.blame,
  reason: validation.reason,
  twin_verdict: validation.twin?.verdict ?? null,
  twin_reason: validation.twin?.reason ?? null,
  scores: validation.scores,
  policy_version: validation.policyVersion,
  proven: validation.proven,
  band: validation.band,
  band_text: validation.bandText,
  doubts: validation.doubts,
})

const reviewRow = ({ item, record: { id, turns, validation, auditShare } }: Recorded) => ({
  id: uuidv7(),
  organization_id: item.organizationId,
  execution_id: id,
  run_id: item.runId,
  reason: validation.status === 'manual_review' ? 'doubtful' : 'audit',
  confidence: validation.confidence,
  audit_share: validation.audit ? auditShare : null,
  answer_hash: answerHashOf(turns),
})

const conditionRows = ({ record: { id, conditions } }: Recorded) => {
  if (!conditions) return []
  const { profile, measured } = conditions
  const { id: device_profile_id, ...settings } = profile
  return [{ execution_id: id, device_profile_id, settings, measured }]
}

const isReviewed = ({ kind, record: { validation } }: Recorded) =>
  kind === 'final' && (validation.status === 'manual_review' || validation.audit)

const listed = (rows: readonly object[]) => (rows.length === 0 ? null : storedJson(rows))

/** Executions with their evidence, judgement, conditions and review items, as `earshot_record_results` takes them. */
export const executionLists = (rows: readonly Recorded[]) => ({
  executions: listed(rows.map(executionRow)),
  details: listed(rows.map(detailRow)),
  validations: listed(rows.map(validationRow)),
  conditions: listed(rows.flatMap(conditionRows)),
  reviews: listed(rows.filter(isReviewed).map(reviewRow)),
})
