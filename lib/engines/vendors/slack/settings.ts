import { z } from 'zod'

export const SlackConfig = z.object({
  channel: z
    .string()
    .trim()
    .max(80)
    .optional()
    .meta({
      title: 'Channel',
      description:
        'With a bot token: the ID of the channel (C0123ABCDE, at the foot of its details). With a webhook address: ' +
        'a note for people; the address alone decides the channel, so connect Slack once for each channel.',
    }),
  username: z.string().trim().max(80).optional().meta({
    title: 'Name',
    description:
      'Sent only with a bot token that has chat:write.customize; a webhook always writes under its own name.',
  }),
  icon_emoji: z
    .string()
    .regex(/^:[a-z0-9_+'-]{1,100}:$/, 'Write it as :ear:')
    .optional()
    .meta({
      title: 'Icon',
      description: 'An emoji such as :ear:; like the name, only with a bot token.',
    }),
  api_url: z
    .url({ protocol: /^https?$/ })
    .default('https://slack.com/api')
    .meta({
      title: 'API address',
      description: 'Another one for GovSlack: https://slack-gov.com/api',
    }),
})
export type SlackConfig = z.output<typeof SlackConfig>

export const SlackSecrets = z.object({
  webhook_url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      title: 'Webhook address',
      description:
        'https://hooks.slack.com/services/… of an incoming webhook; it writes to one channel and cannot change or find its messages.',
    }),
  bot_token: z
    .string()
    .regex(/^xoxb-[\w-]{10,}$/, 'A bot token begins with xoxb-')
    .optional()
    .meta({
      title: 'Bot token',
      description:
        'xoxb-…, with the scopes chat:write and channels:history (groups:history for a private channel): messages are updated, threaded and never sent twice. It is used before the webhook address.',
    }),
})
export type SlackSecrets = z.output<typeof SlackSecrets>
