import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'

/**
 * True while an execution waits as a blind audit: until somebody decides it, nobody is told what Earshot says of it. Counts
 * of whole runs still hold it.
 */
export const hasOpenAudit = (executionId: SQLWrapper): SQL<boolean> => sql<boolean>`exists (
  select 1 from review_items audit where audit.execution_id = ${executionId}
    and audit.reason = 'audit' and audit.status = 'pending')`

/** What is told instead of a reason. */
export const hiddenReason = 'Hidden until its blind audit is decided'
