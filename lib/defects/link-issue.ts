import { keepIssue } from '#lib/defects/keep-issue.ts'
import { getDefect, getDefectRow } from '#lib/defects/queries.ts'
import { type DefectDetailView, LinkIssueInput } from '#lib/defects/schema.ts'
import { type IssueState, keepLink } from '#lib/integrations/links.ts'
import { openConnection } from '#lib/integrations/open-connection.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/**
 * Makes an issue that exists stand for a defect, in place of another one of the same connection. Throws `NotFoundError`,
 * `InvalidError` for a connection without issues, and what the tracker throws when it has no such issue.
 */
export async function linkIssue(
  ctx: Ctx,
  defectId: string,
  input: LinkIssueInput,
  options: { signal?: AbortSignal; guard?: Guard } = {},
): Promise<DefectDetailView> {
  authorize(ctx.actor, 'defect:write')
  const { integration_id: integrationId, key } = LinkIssueInput.parse(input)
  await getDefectRow(ctx, defectId)
  const signal = options.signal ?? AbortSignal.timeout(20_000)
  const { tracker, name, kind } = await openConnection(ctx, integrationId, { ...options, signal })
  if (!tracker) throw new InvalidError(`${name} has no issue tracker`)
  const issue = await tracker.getIssue(key)
  return inTransaction(ctx, async (tx) => {
    await getDefectRow(tx, defectId, true)
    const before = await getDefect(tx, defectId)
    const state: IssueState = { status: issue.status, category: issue.category }
    await keepLink(tx, integrationId, {
      kind: 'issue',
      key: defectId,
      externalId: issue.key,
      url: issue.url,
      state,
    })
    await keepIssue(tx, defectId, kind, issue)
    const after = await getDefect(tx, defectId)
    await recordAudit(tx, {
      action: 'defect.link_issue',
      entityType: 'defect',
      entityId: defectId,
      detail: { integration_id: integrationId, issue: issue.key },
      before: { jira: before.jira, github: before.github },
      after: { jira: after.jira, github: after.github },
    })
    return after
  })
}
