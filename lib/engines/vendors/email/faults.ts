import { z } from 'zod'

import type { Transcript } from '#lib/engines/vendors/email/transcript.ts'
import { type FaultClass, NetworkError } from '#lib/platform/net/network-error.ts'

const Refused = z.object({ recipient: z.string(), response: z.string() })
const SmtpError = z.object({
  message: z.string(),
  code: z.string().optional(),
  response: z.string().optional(),
  responseCode: z.number().optional(),
  rejectedErrors: z.array(z.unknown()).optional(),
})
type SmtpError = z.output<typeof SmtpError>

type Kind = { fault: FaultClass; detail: string; retryable: boolean }

const loginCodes = new Set([530, 534, 535, 538])
const tlsWords = /certificate|altnames|\b(?:ssl|tls)\b/i

/** Refused recipients with the server's words, at most five. */
export function refusedRecipients(errors: readonly unknown[]): string[] {
  const refused = errors
    .map((error) => Refused.safeParse(error).data)
    .filter((one) => one !== undefined)
  const words = refused.slice(0, 5).map(({ recipient, response }) => `${recipient}: ${response}`)
  return errors.length > words.length ? [...words, `${errors.length - words.length} more`] : words
}

/** The server answered: 4yz may pass later, 5yz is final (RFC 5321 section 4.2.1). */
function ofReply(error: SmtpError, code: number): Kind {
  const said = (error.response ?? error.message).replaceAll('\n', ' ').slice(0, 500)
  const rejected = refusedRecipients(error.rejectedErrors ?? [])
  const later = code < 500 || rejected.some((words) => /: 4\d\d/.test(words))
  if (error.code === 'EAUTH' || loginCodes.has(code))
    return {
      fault: later ? 'server_error' : 'authentication',
      detail: `the mail server refused the login: ${said}`,
      retryable: later,
    }
  if (error.code === 'ETLS')
    return {
      fault: 'tls',
      detail: `the mail server offers no STARTTLS, which is required here: ${said}`,
      retryable: false,
    }
  const what = rejected.length > 0 ? `every recipient: ${rejected.join('; ')}` : said
  return {
    fault: later ? 'server_error' : 'client_error',
    detail: `the mail server refused ${later ? 'for now ' : ''}${what}`,
    retryable: later,
  }
}

/** No answer came. */
function ofTransport(error: SmtpError, transcript: Transcript): Kind {
  const { message, code } = error
  const securing = transcript.lastCommand === 'STARTTLS' || transcript.lastCommand === ''
  if (code === 'ETIMEDOUT')
    return { fault: 'timeout', detail: 'the mail server did not answer in time', retryable: true }
  if (securing && tlsWords.test(message) && !/disconnected before/.test(message))
    return { fault: 'tls', detail: `the TLS connection failed: ${message}`, retryable: false }
  if (code === 'EMESSAGE' || code === 'EPROTOCOL' || code === 'EAUTH')
    return { fault: 'protocol', detail: message, retryable: false }
  return {
    fault: 'reset',
    detail: 'the mail server closed the connection',
    retryable: true,
  }
}

/**
 * What nodemailer threw as a fault. Only once the server had accepted DATA and then fell silent may the mail have
 * been taken; a refusal, whenever it comes, means that it was not.
 */
export function smtpFault(thrown: unknown, peer: string, transcript: Transcript): NetworkError {
  if (thrown instanceof NetworkError) return thrown
  const error = SmtpError.safeParse(thrown).data ?? { message: String(thrown) }
  const { responseCode } = error
  const replied = responseCode !== undefined && responseCode >= 400
  const kind = replied ? ofReply(error, responseCode) : ofTransport(error, transcript)
  return new NetworkError({
    ...kind,
    peer,
    maybeExecuted: !replied && transcript.dataAccepted,
    cause: thrown,
  })
}
