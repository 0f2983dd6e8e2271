import type { TransactionSql } from 'postgres'
import { v7 as uuidv7 } from 'uuid'

import { storedJson } from '#lib/platform/postgres/stored-json.ts'
import { together } from '#lib/platform/postgres/together.ts'
import { answerHashOf } from '#lib/policies/reply-form.ts'
import type { BegunItem, ExecutionRecord } from '#lib/runs/results/outcome.ts'

type Row = { kind: string; item: BegunItem; record: ExecutionRecord }

const executionRow = ({ kind, item, record }: Row) => ({
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

const detailRow = ({ record }: Row) => ({
  execution_id: record.id,
  turns: record.turns,
  twin_turns: record.twinTurns,
  exchange: record.exchange,
  attempts: record.attempts,
  call: record.call,
})

const validationRow = ({ record: { id, validation } }: Row) => ({
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
  automatic_verdict: validation.verdict,
  automatic_confidence: validation.confidence,
  proven: validation.proven,
  band: validation.band,
  band_text: validation.bandText,
  doubts: validation.doubts,
})

const reviewRow = ({ item, record: { id, turns, validation, auditShare } }: Row) => ({
  id: uuidv7(),
  organization_id: item.organizationId,
  execution_id: id,
  run_id: item.runId,
  reason: validation.status === 'manual_review' ? 'doubtful' : 'audit',
  confidence: validation.confidence,
  audit_share: validation.audit ? auditShare : null,
  answer_hash: answerHashOf(turns),
})

// Not async: a query starts when it is awaited, and this one must come after the executions it refers to.
function insertReviews(tx: TransactionSql, rows: Row[]): PromiseLike<unknown> {
  const doubtful = rows.filter(
    ({ kind, record: { validation } }) =>
      kind === 'final' && (validation.status === 'manual_review' || validation.audit),
  )
  if (doubtful.length === 0) return Promise.resolve()
  return tx`
    insert into review_items (id, organization_id, execution_id, run_id, reason, origin, status,
      confidence, audit_share, answer_hash)
    select id, organization_id, execution_id, run_id, reason, reason, 'pending', confidence,
      audit_share, answer_hash
    from jsonb_to_recordset(${storedJson(doubtful.map(reviewRow))}::jsonb) as r(id uuid,
      organization_id uuid, execution_id uuid, run_id uuid, reason text, confidence real,
      audit_share real, answer_hash text)`
}

// Not async, and after the executions, as above. Runs without device profiles send no statement.
function insertConditions(tx: TransactionSql, rows: Row[]): PromiseLike<unknown> {
  const conditioned = rows.flatMap(({ record: { id, conditions } }) => {
    if (!conditions) return []
    const { profile, measured } = conditions
    const { id: device_profile_id, ...settings } = profile
    return [{ execution_id: id, device_profile_id, settings, measured }]
  })
  if (conditioned.length === 0) return Promise.resolve()
  return tx`
    insert into device_test_executions (execution_id, device_profile_id, settings, measured)
    select * from jsonb_to_recordset(${storedJson(conditioned)}::jsonb)
      as d(execution_id uuid, device_profile_id uuid, settings jsonb, measured jsonb)`
}

/**
 * Writes executions with their evidence, judgement, conditions and review items: three to five statements, however many
 * rows, sent without waiting in between.
 */
export async function insertExecutions(tx: TransactionSql, rows: Row[]): Promise<void> {
  if (rows.length === 0) return
  await together(
    tx`
      insert into voice_test_executions (id, organization_id, run_id, item_id, suite_id, case_id,
        case_version, language, device_profile_id, mode, attempt, is_final, verdict, review_status,
        confidence, blame, twin_verdict, response_ms, started_at, finished_at)
      select * from jsonb_to_recordset(${storedJson(rows.map(executionRow))}::jsonb) as e(id uuid,
        organization_id uuid, run_id uuid, item_id uuid, suite_id uuid, case_id uuid, case_version int,
        language text, device_profile_id uuid, mode text, attempt smallint, is_final boolean,
        verdict text, review_status text, confidence real, blame text, twin_verdict text,
        response_ms int,
        started_at timestamptz, finished_at timestamptz)`,
    tx`
      insert into execution_details (execution_id, turns, twin_turns, exchange, attempts, call)
      select * from jsonb_to_recordset(${storedJson(rows.map(detailRow))}::jsonb)
        as d(execution_id uuid, turns jsonb, twin_turns jsonb, exchange jsonb, attempts jsonb,
        call jsonb)`,
    tx`
      insert into validation_results (execution_id, verdict, confidence, score, review_status, blame,
        reason, twin_verdict, twin_reason, scores, policy_version, automatic_verdict,
        automatic_confidence, proven, band, band_text, doubts)
      select * from jsonb_to_recordset(${storedJson(rows.map(validationRow))}::jsonb)
        as v(execution_id uuid, verdict text, confidence real, score real, review_status text, blame text,
        reason text, twin_verdict text, twin_reason text, scores jsonb, policy_version int,
        automatic_verdict text, automatic_confidence real, proven boolean, band text, band_text text,
        doubts jsonb)`,
    insertConditions(tx, rows),
    insertReviews(tx, rows),
  )
}
