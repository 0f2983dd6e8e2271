import { checkSlackBot, slackBotNotifier } from '#lib/engines/vendors/slack/bot.ts'
import { slackSettingFault } from '#lib/engines/vendors/slack/faults.ts'
import { SlackConfig, SlackSecrets } from '#lib/engines/vendors/slack/settings.ts'
import { checkSlackWebhook, slackWebhookNotifier } from '#lib/engines/vendors/slack/webhook.ts'
import { type CheckReply, defineIntegration, type Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const unset = 'store a bot token or the address of an incoming webhook first'

async function check(config: SlackConfig, secrets: SlackSecrets, io: Io): Promise<CheckReply> {
  const { bot_token, webhook_url } = secrets
  try {
    if (bot_token !== undefined) return await checkSlackBot(config, bot_token, io)
    if (webhook_url !== undefined) return await checkSlackWebhook(webhook_url, io)
  } catch (error) {
    if (error instanceof NetworkError) return { ok: false, detail: error.message }
    throw error
  }
  return { ok: false, detail: `Slack: ${unset}` }
}

/** Slack, by incoming webhook or by bot token: which one is stored decides. */
export const slack = defineIntegration({
  kind: 'slack',
  label: 'Slack',
  summary: 'Posts results, defects and alerts to a channel.',
  config: SlackConfig,
  secrets: SlackSecrets,
  check,
  notifier: (config, { bot_token, webhook_url }, io) => {
    if (bot_token !== undefined) return slackBotNotifier(config, bot_token, io)
    if (webhook_url !== undefined) return slackWebhookNotifier(webhook_url, io)
    return {
      repeat: 'harmless',
      send: () => Promise.reject(slackSettingFault(unset)),
    }
  },
})
