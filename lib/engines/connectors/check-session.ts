import type { CheckResult, Session, ToolCall, TurnEvent } from '#lib/engines/connectors/types.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import type { FaultClass } from '#lib/platform/net/network-error.ts'

const question = 'what time is it'

/** What to do about a fault; the sentence before it says what happened. */
const fixes: Record<FaultClass, string> = {
  configuration: 'correct the settings of this target',
  authentication: 'check the credentials, and that they belong to this address',
  dns: 'check the host name in the address and the DNS of this machine',
  connect: 'check host and port of the address, and that the voice AI is running',
  tls: 'check the certificate of the address, or use the host name that it was issued for',
  reset:
    'try again; if it happens again, check that the address speaks the protocol of this connector',
  timeout: 'check firewall and network, or raise the timeout of this target',
  rate_limited: 'wait, and lower the number of concurrent tests of this target',
  server_error: 'the error is on the side of the voice AI; try again later',
  client_error: 'check the path of the address and the fields that are sent',
  protocol: 'check the preset, and where the settings look for the reply',
  too_large: 'check that the address is that of a voice AI',
  voice_ai_error: 'the connection works, but the voice AI refused the question',
  breaker_open: 'wait until the pause is over, then check again',
  cancelled: 'check again',
}

/** One sentence about a fault and one about how to fix it. */
export function faultResult(failure: Extract<TurnEvent, { type: 'error' }>): CheckResult {
  const { fault, message } = failure
  return {
    ok: false,
    latencyMs: null,
    fault,
    detail: `${asSentence(message)} ${asSentence(fixes[fault])}`,
  }
}

/** It understands us and answers in its way: which mocks there are is for the cases to say. */
const calledDetail = ({ name }: ToolCall, latencyMs: number) =>
  `Asked “${question}”, and within ${latencyMs} ms the voice AI called its tool “${name}”, for which this target has no mock. Cases need one if they make it call this tool.`

/** Asks one harmless question in text and puts the outcome into one sentence. */
export async function checkSession(session: Session, signal: AbortSignal): Promise<CheckResult> {
  const startedAt = performance.now()
  let reply: string | null = null
  let incomplete: string | null = null
  let failure: Extract<TurnEvent, { type: 'error' }> | null = null
  let called: ToolCall | null = null
  const turn = { kind: 'text', text: question, language: 'en-US' } as const
  for await (const event of session.turn(turn, { signal, pace: 0, maxAttempts: 1 })) {
    if (event.type === 'reply') reply = event.written
    if (event.type === 'incomplete') incomplete = event.why
    if (event.type === 'tool_call' && event.call.status === 'unanswered') called = event.call
    if (event.type === 'error') failure = event
  }
  await session.close()
  const latencyMs = Math.round(performance.now() - startedAt)
  if (failure && called) return { ok: true, latencyMs, detail: calledDetail(called, latencyMs) }
  if (failure) return faultResult(failure)
  const said =
    reply === null
      ? 'no reply'
      : reply === ''
        ? 'an answer without text'
        : `“${reply.slice(0, 120)}”`
  const but = incomplete === null ? '' : `, but ${incomplete}`
  const ok = reply !== null || incomplete === null
  return { ok, latencyMs, detail: `Asked “${question}” and got ${said} in ${latencyMs} ms${but}.` }
}
