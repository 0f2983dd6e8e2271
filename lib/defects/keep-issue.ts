import { eq, sql } from 'drizzle-orm'

import { defects } from '#db/schema/defects.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type KnownIssue = { key: string; url: string; status: string }

/** Writes beside the defect which issue stands for it in a tracker of `kind`, and its state there. */
export async function keepIssue(
  tx: Ctx,
  defectId: string,
  kind: string,
  { key, url, status }: KnownIssue,
): Promise<void> {
  const facts = JSON.stringify({ [kind]: { key, url, status } })
  await tx.db
    .update(defects)
    .set({
      links: sql`${defects.links} || ${facts}::jsonb`,
      ...(kind === 'jira' && {
        jiraIssueKey: key,
        jiraIssueUrl: url,
        jiraStatus: status,
        jiraSyncedAt: sql`now()`,
      }),
      ...(kind === 'github' && { githubIssueUrl: url }),
    })
    .where(eq(defects.id, defectId))
}
