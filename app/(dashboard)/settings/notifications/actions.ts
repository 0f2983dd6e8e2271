'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { action, recordAction } from '#lib/http/action.ts'
import { createRule } from '#lib/notifications/create-rule.ts'
import { deleteRule } from '#lib/notifications/delete-rule.ts'
import { muteRule } from '#lib/notifications/mute-rule.ts'
import { resendNotification } from '#lib/notifications/resend-notification.ts'
import { CreateRuleInput, MuteRuleInput, UpdateRuleInput } from '#lib/notifications/schema.ts'
import { updateRule } from '#lib/notifications/update-rule.ts'

const list = '/settings/notifications'
const refresh = () => revalidatePath(list, 'layout')

export const createRuleAction = action(CreateRuleInput, async (ctx, input) => {
  await createRule(ctx, input)
  refresh()
  redirect(list)
})

export const updateRuleAction = recordAction(UpdateRuleInput, async (ctx, id, input) => {
  await updateRule(ctx, id, input)
  refresh()
})

export const deleteRuleAction = action(z.uuid(), async (ctx, id) => {
  await deleteRule(ctx, id)
  refresh()
  redirect(list)
})

export const muteRuleAction = recordAction(MuteRuleInput, async (ctx, id, input) => {
  await muteRule(ctx, id, input)
  refresh()
})

export const resendNotificationAction = action(z.uuid(), async (ctx, id) => {
  await resendNotification(ctx, id)
  refresh()
})
