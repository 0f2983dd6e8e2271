import { z } from 'zod'

import { ownFault } from '#lib/engines/connectors/lex-v2/transport.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** What an exception of the SDK carries; https://github.com/aws/aws-sdk-js-v3 "ServiceException". */
const Exception = z.object({
  name: z.string(),
  message: z.string().default(''),
  /** absent where the exception came as an event of a conversation */
  $metadata: z.object({ httpStatusCode: z.int() }).nullish(),
  $response: z.object({ headers: z.record(z.string(), z.string()) }).optional(),
})

/** Statuses of exceptions (API reference, `StartConversationResponseEventStream`). */
const statuses: Record<string, number> = {
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  DependencyFailedException: 424,
  ThrottlingException: 429,
  InternalServerException: 500,
  BadGatewayException: 502,
}

/** Faults of Lex that the status alone would put into the wrong class. */
const bot = new Set(['DependencyFailedException'])

/**
 * What the SDK threw, in our classes: a fault of the line as it is, an exception of Lex by its status, and what the
 * SDK could not read as `protocol`. `mask` hides credentials that Lex repeats.
 */
export function lexFault(error: unknown, peer: string, mask: (text: string) => string): unknown {
  const own = ownFault(error)
  if (own) return own
  const parsed = Exception.safeParse(error)
  if (!parsed.success) return error
  const { name, message, $metadata, $response } = parsed.data
  const status = $metadata?.httpStatusCode ?? statuses[name]
  if (status === undefined) return error
  const said = mask(excerpt(message.split('\n')[0] ?? ''))
  if (status >= 200 && status < 300)
    return protocolFault(peer, `the answer cannot be read: ${said}`, status)
  // A Lambda function or another service behind the bot failed: Lex itself is well.
  if (bot.has(name))
    return new NetworkError({
      fault: 'voice_ai_error',
      detail: `the voice AI reports: ${name}: ${said}`,
      ...{ peer, status, retryable: false, maybeExecuted: true },
    })
  const wait = parseRetryAfter($response?.headers['retry-after'], Date.now())
  const text = name.endsWith('Exception') ? `${name}: ${said}` : said
  return statusFault(peer, status, text, wait)
}
