import { and, eq } from 'drizzle-orm'

import { environmentVariables } from '#db/schema/targets.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { open, seal } from '#lib/platform/secrets/envelope.ts'
import { getTargetRow, listVariables } from '#lib/targets/queries.ts'
import { SetVariableInput, type VariableView } from '#lib/targets/schema.ts'

const binding = (ownerId: string, name: string) => ({ ownerId, field: `variable:${name}` })

const findVariable = async (tx: Ctx, targetId: string, name: string) =>
  (await listVariables(tx, targetId)).find((variable) => variable.name === name)

/** What the activity log keeps of a variable: of a secret one only that it is there, and that it is another one now. */
const audited = ({ name, value, is_secret }: VariableView, state: 'stored' | 'replaced') =>
  is_secret ? { name, is_secret, secret: state } : { name, is_secret, value }

/** Sets a variable of a target, new or not. A secret one is sealed and never shown again. */
export async function setVariable(ctx: Ctx, input: SetVariableInput): Promise<VariableView> {
  authorize(ctx.actor, 'target:write')
  const { target_id, name, value, is_secret } = SetVariableInput.parse(input)
  const stored = is_secret ? JSON.stringify(seal(value, binding(target_id, name))) : value
  return inTransaction(ctx, async (tx) => {
    // Locked: a target must not be sent elsewhere while it is given a secret.
    await getTargetRow(tx, target_id, true)
    const before = await findVariable(tx, target_id, name)
    const row = { value: stored, isSecret: is_secret, updatedAt: new Date() }
    await tx.db
      .insert(environmentVariables)
      .values({ configurationId: target_id, name, ...row })
      .onConflictDoUpdate({
        target: [environmentVariables.configurationId, environmentVariables.name],
        set: row,
      })
    const view = await findVariable(tx, target_id, name)
    if (!view) throw new NotFoundError('variable', name)
    await recordAudit(tx, {
      action: 'variable.set',
      entityType: 'target',
      entityId: target_id,
      detail: { name, is_secret },
      before: before ? audited(before, 'stored') : null,
      after: audited(view, 'replaced'),
    })
    return view
  })
}

export async function deleteVariable(ctx: Ctx, targetId: string, name: string): Promise<void> {
  authorize(ctx.actor, 'target:write')
  await inTransaction(ctx, async (tx) => {
    await getTargetRow(tx, targetId)
    const before = await findVariable(tx, targetId, name)
    const gone = await tx.db
      .delete(environmentVariables)
      .where(
        and(
          eq(environmentVariables.configurationId, targetId),
          eq(environmentVariables.name, name),
        ),
      )
      .returning({ name: environmentVariables.name })
    if (gone.length === 0) throw new NotFoundError('variable', name)
    await recordAudit(tx, {
      action: 'variable.delete',
      entityType: 'target',
      entityId: targetId,
      detail: { name },
      before: before ? audited(before, 'stored') : null,
    })
  })
}

/** All variables of a target with secret ones opened, for the moment of a call. */
export async function openVariables(ctx: Ctx, targetId: string): Promise<Record<string, string>> {
  await getTargetRow(ctx, targetId)
  const rows = await ctx.db
    .select()
    .from(environmentVariables)
    .where(eq(environmentVariables.configurationId, targetId))
  return openStoredVariables(targetId, rows)
}

/** Rows of a target's variables as names and values, secret ones opened. */
export function openStoredVariables(
  targetId: string,
  rows: readonly { name: string; value: string; isSecret: boolean }[],
): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ name, value, isSecret }) => [
      name,
      isSecret ? open(JSON.parse(value), binding(targetId, name)) : value,
    ]),
  )
}
