import { and, eq } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { defects } from '#db/schema/defects.ts'
import { getDefect, getDefectRow } from '#lib/defects/queries.ts'
import { type DefectDetailView, UpdateDefectInput } from '#lib/defects/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const ended = new Set(['resolved', 'closed'])

async function checkAssignee(tx: Ctx, userId: string): Promise<void> {
  const [user] = await tx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.organizationId, tx.organizationId)))
  if (!user)
    throw new InvalidError('There is no such user', [
      { path: 'assigned_to', message: 'is not a user of this organization' },
    ])
}

/** Changes what is given. Throws `NotFoundError`, and `InvalidError` for an assignee from elsewhere. */
export async function updateDefect(
  ctx: Ctx,
  id: string,
  input: UpdateDefectInput,
): Promise<DefectDetailView> {
  authorize(ctx.actor, 'defect:write')
  const { assigned_to, ...patch } = UpdateDefectInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const row = await getDefectRow(tx, id, true)
    const before = await getDefect(tx, id)
    if (assigned_to) await checkAssignee(tx, assigned_to)
    const changed = definedValues({ ...patch, assignedTo: assigned_to })
    const ends = patch.status !== undefined && ended.has(patch.status)
    const set = {
      ...changed,
      ...(patch.status !== undefined && {
        resolvedAt: ends ? (row.resolvedAt ?? new Date()) : null,
      }),
    }
    // Nothing to change is no fault.
    if (Object.keys(set).length > 0) await tx.db.update(defects).set(set).where(eq(defects.id, id))
    const after = await getDefect(tx, id)
    await recordAudit(tx, {
      action: 'defect.update',
      entityType: 'defect',
      entityId: id,
      before,
      after,
    })
    return after
  })
}
