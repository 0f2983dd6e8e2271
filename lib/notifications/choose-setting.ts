import { getConnectionRow, stateOf } from '#lib/integrations/queries.ts'
import type { ConnectionView } from '#lib/integrations/schema.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'
import { resendNotification } from '#lib/notifications/resend-notification.ts'
import { ChooseSettingInput } from '#lib/notifications/schema.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { ConflictError, InvalidError, NotFoundError } from '#lib/platform/errors.ts'

async function sendAgain(tx: Ctx, id: string): Promise<void> {
  try {
    await resendNotification(tx, id)
  } catch (error) {
    // Gone with its defect, or on its way again by a person's word.
    if (!(error instanceof NotFoundError) && !(error instanceof ConflictError)) throw error
  }
}

/**
 * A person's answer to what a connection asks: which of the statuses that its tracker offers is meant. It becomes a setting,
 * and what could not be done without it is done. Throws `InvalidError` for what was not offered, `NotFoundError`, and
 * `ConflictError` for a connection that is managed elsewhere.
 */
export async function chooseSetting(
  ctx: Ctx,
  connectionId: string,
  input: ChooseSettingInput,
): Promise<ConnectionView> {
  authorize(ctx.actor, 'integration:write')
  const { option } = ChooseSettingInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const row = await getConnectionRow(tx, connectionId)
    const { choice } = stateOf(row)
    if (!choice) throw new ConflictError(`${row.name} asks nothing any more`)
    if (!choice.options.includes(option))
      throw new InvalidError('That was not offered', [
        { path: 'option', message: `choose one of ${choice.options.join(', ')}` },
      ])
    const config = { ...Object(row.config), [choice.setting]: option } as Record<string, never>
    const view = await updateConnection(tx, connectionId, { config })
    for (const id of choice.waiting) await sendAgain(tx, id)
    return view
  })
}
