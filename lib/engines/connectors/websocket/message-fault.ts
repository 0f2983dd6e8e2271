import { textAt } from '#lib/engines/connectors/json-path.ts'
import { excerpt, reportedFault } from '#lib/engines/connectors/reply-fault.ts'
import type { Heard, Rule } from '#lib/engines/connectors/websocket/rules.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const faulty = new Set<Rule['event']>(['error', 'refused', 'rejected'])

/** `opening`: nothing may go wrong yet, what is recoverable later included; `mayRepeat`: nothing of an answer has come. */
type FaultContext = { opening?: boolean; mayRepeat?: boolean }

/** The fault that a message reports, if it does. */
export function faultOf(
  { frame, rules }: Heard,
  peer: string,
  { opening = false, mayRepeat = false }: FaultContext = {},
): NetworkError | null {
  const rule = rules.find(({ event }) => faulty.has(event) || (opening && event === 'recoverable'))
  if (!rule || !('json' in frame)) return null
  const said = textAt(frame.json, rule.value) ?? JSON.stringify(frame.json)
  if (rule.event === 'refused')
    return new NetworkError({ fault: 'authentication', detail: said, peer, retryable: false })
  if (rule.event === 'rejected') return rejection(said, peer)
  if (rule.fault === undefined) return reportedFault(peer, said)
  const retryable = mayRepeat && rule.fault === 'rate_limited'
  return new NetworkError({ ...reportedFault(peer, said).facts, fault: rule.fault, retryable })
}

/** What we sent was not taken, and nobody has answered it. */
const rejection = (said: string, peer: string) =>
  new NetworkError({
    fault: 'client_error',
    detail: `the voice AI refused what was sent: ${excerpt(said)}`,
    peer,
    retryable: false,
  })
