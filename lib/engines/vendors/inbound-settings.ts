import { z } from 'zod'

import { triggerEvents } from '#db/enums.ts'

/** What may come in through a connection: the same for every CI provider. Rules say what of it starts runs. */
export const InboundSettings = z.object({
  webhooks: z
    .strictObject({
      enabled: z.boolean().default(true).meta({
        title: 'Follow deliveries',
        description: 'Off: they are written down and start nothing',
      }),
      events: z
        .array(z.enum(triggerEvents))
        .max(20)
        .default([])
        .meta({
          title: 'Only these events',
          description: `One a line; empty: all. ${triggerEvents.join(', ')}`,
        }),
    })
    .default({ enabled: true, events: [] })
    .meta({ title: 'Deliveries' }),
})
export type InboundSettings = z.output<typeof InboundSettings>
