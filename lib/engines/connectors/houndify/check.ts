import { HoundifySession } from '#lib/engines/connectors/houndify/session.ts'
import {
  hasToolsUrl,
  type HoundifyConfig,
  type HoundifySecrets,
} from '#lib/engines/connectors/houndify/settings.ts'
import { checkToolsUrl } from '#lib/engines/connectors/tools-url.ts'
import type { CheckResult, TurnEvent } from '#lib/engines/connectors/types.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import type { Guard } from '#lib/platform/net/guard.ts'
import type { FaultClass } from '#lib/platform/net/network-error.ts'

const question = 'what time is it'

/** What to do about a fault; the sentence before it says what happened. */
const fixes: Record<FaultClass, string> = {
  configuration: 'correct the settings of this target',
  authentication:
    'check client id and client key, that both belong to the same client, and this machine’s clock',
  dns: 'check the host name in the endpoint and the DNS of this machine',
  connect: 'check host and port of the endpoint, and that the voice AI is running',
  tls: 'check the certificate of the endpoint, or use the host name that it was issued for',
  reset: 'try again; if it happens again, check that the endpoint speaks the Houndify protocol',
  timeout: 'check firewall and network, or raise the timeout of this target',
  rate_limited: 'wait, and lower the number of concurrent tests of this target',
  server_error: 'the error is on the side of the voice AI; try again later',
  client_error: 'check the path of the endpoint, usually it ends with /v1',
  protocol: 'check that the endpoint is the base address of a Houndify API',
  too_large: 'check that the endpoint is the base address of a Houndify API',
  voice_ai_error: 'the connection works, but the voice AI refused the question',
  breaker_open: 'wait until the pause is over, then check again',
  cancelled: 'check again',
}

/** Asks one harmless question in text and puts the outcome into one sentence. */
export async function checkHoundify(
  config: HoundifyConfig,
  secrets: HoundifySecrets,
  signal: AbortSignal,
  guard: Guard | undefined,
): Promise<CheckResult> {
  // A person who has just fixed the settings must not meet the breaker of the run before.
  const settings = { ...config, max_attempts: 1, breaker_failures: 0 }
  const address = checkToolsUrl(hasToolsUrl(config))
  if ('ok' in address) return address
  const session = new HoundifySession(settings, secrets, {
    ...{ userId: 'earshot-check', language: 'en-US', ...address },
    ...(guard && { guard }),
  })
  const startedAt = performance.now()
  let reply = ''
  let failure: Extract<TurnEvent, { type: 'error' }> | null = null
  const turn = { kind: 'text', text: question, language: 'en-US' } as const
  for await (const event of session.turn(turn, { signal, pace: 0, maxAttempts: 1 })) {
    if (event.type === 'reply') reply = event.written
    if (event.type === 'error') failure = event
  }
  const latencyMs = Math.round(performance.now() - startedAt)
  if (failure) {
    const { fault, message } = failure
    return {
      ok: false,
      latencyMs: null,
      fault,
      detail: `${asSentence(message)} ${asSentence(fixes[fault])}`,
    }
  }
  const said = reply === '' ? 'an answer without text' : `“${reply.slice(0, 120)}”`
  return {
    ok: true,
    latencyMs,
    detail: `Asked “${question}” and got ${said} in ${latencyMs} ms.`,
  }
}
