'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { action } from '#lib/http/action.ts'
import { dryRunDelivery } from '#lib/webhooks/dry-run-delivery.ts'
import { redeliverDelivery } from '#lib/webhooks/redeliver-delivery.ts'

export const dryRunAction = action(z.uuid(), (ctx, id) => dryRunDelivery(ctx, id))

export const redeliverAction = action(z.uuid(), async (ctx, id) => {
  await redeliverDelivery(ctx, id)
  revalidatePath('/settings/deliveries', 'layout')
})
