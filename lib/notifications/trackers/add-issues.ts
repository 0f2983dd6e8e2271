import { and, eq, inArray } from 'drizzle-orm'

import { integrationLinks } from '#db/schema/integrations.ts'
import { notifications } from '#db/schema/notifications.ts'
import { IssueState } from '#lib/integrations/links.ts'
import { addNotification, type Intent } from '#lib/notifications/outbox/add-notification.ts'
import type { Payload } from '#lib/notifications/outbox/payload.ts'
import type { FiledFailure, FiledRun } from '#lib/notifications/runs/filed-failure.ts'
import type { RunFacts } from '#lib/notifications/runs/run-facts.ts'
import { issueDraft } from '#lib/notifications/trackers/issue-draft.ts'
import { listTrackers, type TrackerConnection } from '#lib/notifications/trackers/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'

type Known = Map<string, 'open' | 'done'>

/** Issues that exist, or are on their way, by connection and defect. */
async function knownIssues(tx: Ctx, ids: string[]): Promise<Known> {
  const known: Known = new Map()
  if (ids.length === 0) return known
  const asked = await tx.db
    .select({ integrationId: notifications.integrationId, defectId: notifications.subjectId })
    .from(notifications)
    .where(
      and(
        eq(notifications.organizationId, tx.organizationId),
        eq(notifications.event, 'issue'),
        inArray(notifications.subjectId, ids),
        inArray(notifications.status, ['pending', 'sending', 'held']),
      ),
    )
  for (const { integrationId, defectId } of asked) known.set(`${integrationId} ${defectId}`, 'open')
  const links = await tx.db
    .select()
    .from(integrationLinks)
    .where(
      and(
        eq(integrationLinks.organizationId, tx.organizationId),
        eq(integrationLinks.kind, 'issue'),
        inArray(integrationLinks.key, ids),
      ),
    )
  for (const { integrationId, key, state } of links)
    known.set(
      `${integrationId} ${key}`,
      IssueState.safeParse(state).data?.category === 'done' ? 'done' : 'open',
    )
  return known
}

const intent = (
  { id: integrationId }: TrackerConnection,
  defect: { id: string },
  what: string,
  payload: Payload,
  reason: string,
): Intent => ({
  integrationId,
  event: 'issue',
  subject: { type: 'defect', id: defect.id },
  threadKey: `issue ${defect.id}`,
  key: `issue ${integrationId} ${defect.id} ${what}`,
  payload,
  reason,
})

function forFailure(
  facts: RunFacts,
  filed: FiledFailure,
  tracker: TrackerConnection,
  known: Known,
): Intent | null {
  const { defect, failure, effect } = filed
  const at = known.get(`${tracker.id} ${defect.id}`)
  if (at === undefined) {
    const isRegression = facts.regressions.some(({ executionId }) =>
      failure.executionIds.some((id) => id === executionId),
    )
    if (!tracker.creates(defect.severity, isRegression)) return null
    const draft = issueDraft(facts, filed, tracker)
    const payload: Payload = { kind: 'issue_create', defect_id: defect.id, draft }
    // A create that was given up is asked for again by the next run; the thread makes sure of one issue.
    const what = `create ${facts.run.id}`
    return intent(tracker, defect, what, payload, `${tracker.name} keeps an issue for each`)
  }
  const say = (kind: 'issue_comment' | 'issue_reopen', text: string, reason: string) =>
    intent(
      tracker,
      defect,
      `${kind} ${facts.run.id}`,
      { kind, defect_id: defect.id, marker: `run ${facts.run.id} ${kind}`, text },
      reason,
    )
  const where = `${facts.run.name} against ${facts.run.target.name}`
  if (effect === 'reopened' && tracker.closes)
    return say('issue_reopen', `It is back in ${where}: ${failure.reason}`, 'the defect is back')
  if (at === 'done' || !tracker.comments || effect === 'created') return null
  return say('issue_comment', `Still there in ${where}: ${failure.reason}`, 'it was tested again')
}

/**
 * Keeps the issues of a run's defects: one for each defect, made once; one comment for each run that shows it again;
 * open again when it is back; closed when it is fixed. What a repeated job asks for was asked for before.
 */
export async function addIssues(
  tx: Ctx,
  facts: RunFacts,
  { recorded, resolved }: FiledRun,
): Promise<void> {
  const fresh = recorded.filter(({ effect }) => effect !== 'repeated')
  if (fresh.length + resolved.length === 0) return
  const trackers = await listTrackers(tx)
  if (trackers.length === 0) return
  const ids = [...fresh.map(({ defect }) => defect.id), ...resolved.map(({ id }) => id)]
  const known = await knownIssues(tx, ids)
  for (const tracker of trackers) {
    for (const one of fresh) {
      const wanted = forFailure(facts, one, tracker, known)
      if (wanted) await addNotification(tx, wanted)
    }
    for (const defect of resolved) {
      if (!tracker.closes || known.get(`${tracker.id} ${defect.id}`) !== 'open') continue
      const marker = `run ${facts.run.id} fixed`
      const text = `Fixed: it passed again, the last time in ${facts.run.name} against ${facts.run.target.name}.`
      const payload: Payload = { kind: 'issue_close', defect_id: defect.id, marker, text }
      const close = intent(tracker, defect, `close ${facts.run.id}`, payload, 'the defect is fixed')
      await addNotification(tx, close)
    }
  }
}
