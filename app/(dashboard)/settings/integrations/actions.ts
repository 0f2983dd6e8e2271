'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { secretAddress } from '#app/(dashboard)/settings/integrations/_lib/hook-addresses.ts'
import { action, recordAction } from '#lib/http/action.ts'
import { checkConnection } from '#lib/integrations/check-connection.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import { deleteConnection } from '#lib/integrations/delete-connection.ts'
import { endOverlap } from '#lib/integrations/end-overlap.ts'
import { issueHookAddress, revokeHookAddress } from '#lib/integrations/hook-address.ts'
import { rotateSecret } from '#lib/integrations/rotate-secret.ts'
import {
  CreateConnectionInput,
  RotateSecretInput,
  UpdateConnectionInput,
} from '#lib/integrations/schema.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'
import { chooseSetting } from '#lib/notifications/choose-setting.ts'
import { resendUndelivered } from '#lib/notifications/resend-undelivered.ts'
import { ChooseSettingInput, UndeliveredPeriod } from '#lib/notifications/schema.ts'
import { sendTestMessage } from '#lib/notifications/send-test-message.ts'
import { SetTriggersInput } from '#lib/webhooks/schema.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'

const list = '/settings/integrations'
const refresh = () => revalidatePath(list, 'layout')

export const createConnectionAction = action(CreateConnectionInput, async (ctx, input) => {
  const { id } = await createConnection(ctx, input)
  refresh()
  return id
})

export const updateConnectionAction = recordAction(
  UpdateConnectionInput,
  async (ctx, id, input) => {
    await updateConnection(ctx, id, input)
    refresh()
  },
)

export const deleteConnectionAction = action(z.uuid(), async (ctx, id) => {
  await deleteConnection(ctx, id)
  refresh()
  redirect(list)
})

export const checkConnectionAction = action(z.uuid(), async (ctx, id) => {
  const answer = await checkConnection(ctx, id)
  refresh()
  return answer
})

export const sendTestMessageAction = action(z.uuid(), async (ctx, id) => {
  const answer = await sendTestMessage(ctx, id)
  refresh()
  return answer
})

export const chooseSettingAction = recordAction(ChooseSettingInput, async (ctx, id, input) => {
  await chooseSetting(ctx, id, input)
  refresh()
})

export const resendUndeliveredAction = recordAction(UndeliveredPeriod, async (ctx, id, input) => {
  const answer = await resendUndelivered(ctx, id, input)
  refresh()
  return answer
})

export const rotateSecretAction = recordAction(RotateSecretInput, async (ctx, id, input) => {
  const { value } = await rotateSecret(ctx, id, input)
  refresh()
  return value
})

export const endOverlapAction = action(
  z.object({ id: z.uuid(), field: z.string().max(100) }),
  async (ctx, { id, field }) => {
    await endOverlap(ctx, id, field)
    refresh()
  },
)

export const issueHookAddressAction = action(z.uuid(), async (ctx, id) => {
  const { token } = await issueHookAddress(ctx, id)
  refresh()
  return secretAddress(token)
})

export const revokeHookAddressAction = action(z.uuid(), async (ctx, id) => {
  await revokeHookAddress(ctx, id)
  refresh()
})

export const setTriggersAction = recordAction(SetTriggersInput, async (ctx, id, input) => {
  await setTriggers(ctx, id, input)
  refresh()
})
