import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'

/** An answer that refuses, as a client understood it. */
export type Refusal = {
  /** `host:port` */
  peer: string
  status: number
  /** what is wrong and how to mend it, one sentence */
  detail: string
  /** the provider asks to wait: it limits the rate, whatever the status says */
  limited: boolean
  retryAfterMs: number | null
  /** what the provider said, for people who look closer */
  reply: string
}

/** A refusal as a fault that says in words what happened; its cause carries the provider's own reply. */
export function refusalFault(refusal: Refusal): NetworkError {
  const { peer, status, detail, retryAfterMs } = refusal
  const fault = statusFault(peer, status, detail, retryAfterMs)
  return new NetworkError({
    fault: refusal.limited ? 'rate_limited' : fault.fault,
    detail: fault.detail,
    peer,
    retryable: refusal.limited || fault.retryable,
    status,
    ...(retryAfterMs !== null && { retryAfterMs }),
    maybeExecuted: !refusal.limited && fault.maybeExecuted,
    cause: new Error(refusal.reply),
  })
}

/** A call that cannot be made as the connection is set up. */
export const setupFault = (peer: string, detail: string) =>
  new NetworkError({ fault: 'configuration', detail, peer, retryable: false })

/** The provider's reply that a fault carries, if it carries one. */
export function replyOf(fault: NetworkError): string | null {
  return fault.status !== undefined && fault.cause instanceof Error ? fault.cause.message : null
}
