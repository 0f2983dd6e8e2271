import { z } from 'zod'

import { parseEvent } from '#lib/engines/vendors/azure-devops/events.ts'
import { deliveryIdOf } from '#lib/engines/vendors/delivery-id.ts'
import { decodeUtf8, parseJson } from '#lib/engines/vendors/json-body.ts'
import { fittingSecret, sameText, secretsOf } from '#lib/engines/vendors/signatures.ts'
import type {
  InboundDelivery,
  InboundVerification,
  Receiver,
} from '#lib/engines/vendors/inbound.ts'

/** The header that people may enter in the form instead of a user name and password. */
const tokenHeader = 'x-earshot-token'

const basicForm = /^Basic (?<code>[A-Za-z0-9+/]+={0,2})$/i

/** The password of `Authorization: Basic`, whoever the user is. */
function passwordOf(authorization: string | undefined): string | null {
  const code = basicForm.exec(authorization ?? '')?.groups?.['code']
  if (code === undefined) return null
  const text = Buffer.from(code, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon === -1 ? null : text.slice(colon + 1)
}

function verify(
  { headers }: InboundDelivery,
  all: Parameters<Receiver['verify']>[1],
): InboundVerification {
  const header = headers[tokenHeader] ?? headers['authorization']
  const given = headers[tokenHeader] ?? passwordOf(headers['authorization'])
  const secrets = secretsOf(all, 'webhook_secret')
  const secret = fittingSecret(secrets, (key) => sameText(key.toString(), given ?? ''))
  if (secrets.length === 0) return { ok: false, reason: 'no_secret' }
  if (header === undefined) return { ok: false, reason: 'missing' }
  if (given === null) return { ok: false, reason: 'malformed' }
  return secret ? { ok: true, secret } : { ok: false, reason: 'mismatch' }
}

const Facts = z
  .object({
    id: z.string().optional().catch(undefined),
    eventType: z.string().optional().catch(undefined),
  })
  .catch({})
/** The facts stand at the beginning; a body of another size is known by its hash. */
const limit = 5_000_000

function factsOf(body: Buffer): z.output<typeof Facts> {
  if (body.length > limit) return {}
  try {
    return Facts.parse(JSON.parse(body.toString('utf8')))
  } catch {
    return {}
  }
}

/**
 * Service hooks of Azure DevOps. They sign nothing and name their event in the body only: they are known by the password
 * of basic authentication, or by `X-Earshot-Token` where people entered that header. The event's own id tells a
 * repetition. Source: learn.microsoft.com, "Webhooks" and "Service hook events".
 */
export const receiver: Receiver = {
  eventHeader: tokenHeader,
  isFrom: ({ authorization }) => authorization !== undefined && /^basic /i.test(authorization),
  identify: ({ body }) => {
    const { id, eventType } = factsOf(body)
    return { event: eventType ?? 'unknown', deliveryId: deliveryIdOf(body, id) }
  },
  verify,
  parse: ({ body }) => parseEvent(parseJson(decodeUtf8(body))),
}
