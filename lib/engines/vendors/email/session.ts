import type { Transporter } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'

import { smtpFault } from '#lib/engines/vendors/email/faults.ts'
import {
  type EmailConfig,
  type EmailSecrets,
  readCertificates,
} from '#lib/engines/vendors/email/settings.ts'
import { Transcript } from '#lib/engines/vendors/email/transcript.ts'
import type { Io } from '#lib/engines/vendors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

export type MailTransport = Transporter<SMTPTransport.SentMessageInfo, SMTPTransport.Options>

/** The whole conversation may last this many times the limit of one answer. */
const answersInAll = 6

function options(config: EmailConfig, secrets: EmailSecrets): SMTPTransport.Options {
  const { host, port, tls, username, timeout_ms, ca_certificate } = config
  const ca = readCertificates(ca_certificate ?? '')
  // Without `forceAuth` a server that hides AUTH would be given the mail without a login.
  const login = username
    ? { auth: { user: username, pass: secrets.password ?? '' }, forceAuth: true }
    : {}
  return {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    connectionTimeout: timeout_ms,
    greetingTimeout: timeout_ms,
    socketTimeout: timeout_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2', ...(ca.length > 0 && { ca }) },
    ...login,
  }
}

/**
 * One conversation with the mail server over a socket of `io`, so that the address guard holds for STARTTLS too.
 * What was said goes to the delivery log. Throws NetFault.
 */
export async function withMailServer<T>(
  operation: string,
  { config, secrets, io }: { config: EmailConfig; secrets: EmailSecrets; io: Io },
  run: (transport: MailTransport) => Promise<T>,
): Promise<T> {
  const { host, port, timeout_ms } = config
  const peer = `${host}:${port}`
  if (config.username && !secrets.password)
    throw new NetworkError({
      fault: 'configuration',
      detail: 'store the password of the mail server first',
      peer,
      retryable: false,
    })
  const transcript = new Transcript()
  const ending = new AbortController()
  const until = AbortSignal.any([
    io.signal,
    ending.signal,
    AbortSignal.timeout(timeout_ms * answersInAll),
  ])
  const settings: SMTPTransport.Options = {
    ...options(config, secrets),
    logger: transcript.logger,
    transactionLog: true,
    getSocket: (_options, callback) => {
      io.connect(operation, { host, port, timeoutMs: timeout_ms }).then(
        (connection) => {
          // Whatever ends the conversation ends the socket.
          until.addEventListener('abort', () => connection.destroy(), { once: true })
          if (until.aborted) connection.destroy()
          callback(null, { connection })
        },
        (error: unknown) =>
          callback(error instanceof Error ? error : new Error(errorMessage(error)), null),
      )
    },
  }
  const transport = (await import('nodemailer')).createTransport(settings)
  const begun = performance.now()
  let error: string | undefined
  try {
    return await run(transport)
  } catch (thrown) {
    const fault = io.signal.aborted
      ? cancelled(peer, transcript)
      : smtpFault(thrown, peer, transcript)
    error = fault.detail
    throw fault
  } finally {
    transport.close()
    ending.abort()
    io.note({
      operation,
      request: `SMTP ${peer}`,
      ...transcript.facts(),
      ...(error !== undefined && { error }),
      durationMs: performance.now() - begun,
    })
  }
}

const cancelled = (peer: string, { dataAccepted }: Transcript) =>
  new NetworkError({
    fault: 'cancelled',
    detail: 'cancelled',
    peer,
    retryable: false,
    maybeExecuted: dataAccepted,
  })
