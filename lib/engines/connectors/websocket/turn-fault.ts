import { protocolFault, reportedFault } from '#lib/engines/connectors/reply-fault.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** The voice AI did what a caller would call a failure; asking again would be another conversation. */
const failure = (peer: string, detail: string) =>
  new NetworkError({ ...reportedFault(peer, detail).facts, detail: `the voice AI ${detail}` })

/** It ended the conversation instead of answering. */
export const hungUpFault = (peer: string, why: string) =>
  failure(peer, `hung up without an answer: ${why}`)

/** It has ended the conversation in an earlier turn: nobody is there to be asked. */
export const goneFault = (peer: string, why: string) =>
  failure(peer, `had hung up before this turn: ${why}`)

/** Its turn ended without anything that could be an answer. */
export function emptyFault(peer: string, incomplete: string | null): NetworkError {
  const detail = 'ended its turn without a reply'
  if (incomplete !== null) return failure(peer, `${detail}: ${incomplete}`)
  return protocolFault(peer, `the voice AI ${detail}`)
}

/** A tool had no result in time; `ours`: its mock should have answered. */
export function toolFault(peer: string, tools: string, ms: number, ours: boolean): NetworkError {
  if (!ours)
    return failure(peer, `did not answer: no result of its tool ${tools} within ${formatLimit(ms)}`)
  const detail = `the mock of the tool ${tools} did not answer within ${formatLimit(ms)}`
  const facts = { detail, peer, retryable: false, maybeExecuted: true }
  return new NetworkError({ ...facts, fault: 'configuration' })
}
