import { composeMail, messageId } from '#lib/engines/vendors/email/compose.ts'
import { refusedRecipients } from '#lib/engines/vendors/email/faults.ts'
import { withMailServer } from '#lib/engines/vendors/email/session.ts'
import { EmailConfig, EmailSecrets } from '#lib/engines/vendors/email/settings.ts'
import {
  type CheckReply,
  defineIntegration,
  type Io,
  type Message,
} from '#lib/engines/vendors/types.ts'
import type { SendOptions, Sent } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

type Connection = { config: EmailConfig; secrets: EmailSecrets; io: Io }

async function send(connection: Connection, message: Message, options: SendOptions): Promise<Sent> {
  const { config } = connection
  const mail = composeMail(message, options, config)
  const info = await withMailServer('send', connection, (transport) => transport.sendMail(mail))
  const errors =
    'rejectedErrors' in info && Array.isArray(info.rejectedErrors) ? info.rejectedErrors : []
  const refused = refusedRecipients(errors)
  const partly = refused.length === 0 ? '' : `; not to ${refused.join('; ')}`
  return {
    thread: options.thread ?? { message_id: messageId(options.key, config.from) },
    detail: `Taken by ${config.host} for ${info.accepted.length} of ${config.recipients.length}: ${info.response}${partly}`,
  }
}

async function check(config: EmailConfig, secrets: EmailSecrets, io: Io): Promise<CheckReply> {
  try {
    await withMailServer('check', { config, secrets, io }, (transport) => transport.verify())
    const secured = { starttls: ' over STARTTLS', implicit: ' over TLS', none: '' }[config.tls]
    const login = config.username ? `took the login of ${config.username}` : 'answered'
    return {
      ok: true,
      detail: `${config.host} ${login}${secured}. Send a test mail to see it arrive.`,
    }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    const { cause } = error
    const reply =
      cause instanceof Error && 'response' in cause && typeof cause.response === 'string'
        ? cause.response.slice(0, 2_000)
        : null
    return { ok: false, detail: error.message, ...(reply !== null && { reply }) }
  }
}

/** Mail by SMTP. A mail cannot be found or taken back: repeating one that may have been taken doubles it. */
export const email = defineIntegration({
  kind: 'email',
  label: 'Email',
  summary: 'Sends results and digests by your mail server.',
  config: EmailConfig,
  secrets: EmailSecrets,
  check,
  notifier: (config, secrets, io) => ({
    repeat: 'doubles',
    send: (message, options) => send({ config, secrets, io }, message, options),
  }),
})
