import { integrations } from '#lib/engines/vendors/registry.ts'
import type { InboundHeaders, Receiver } from '#lib/engines/vendors/inbound.ts'

/** A kind of connection that receives deliveries. */
export type Provider = {
  kind: string
  receiver: Receiver
  /** secrets that deliveries are verified with */
  fields: readonly string[]
}

export type Providers = readonly Provider[]

let registered: Providers | undefined

/** Every integration that receives. */
export function registeredProviders(): Providers {
  return (registered ??= Object.values(integrations).flatMap(
    ({ kind, receiver, inboundSecrets = [] }) =>
      receiver ? [{ kind, receiver, fields: inboundSecrets }] : [],
  ))
}

/**
 * The one provider whose event header is there, or, where there is no such header, the one that knows its own by
 * others; null when none is, or several are.
 */
export function providerOf(providers: Providers, headers: InboundHeaders): Provider | null {
  const named = providers.filter(({ receiver }) => headers[receiver.eventHeader] !== undefined)
  const present =
    named.length > 0 ? named : providers.filter(({ receiver }) => receiver.isFrom?.(headers))
  return present.length === 1 ? (present[0] ?? null) : null
}

export const providerOfKind = (providers: Providers, kind: string): Provider | null =>
  providers.find((provider) => provider.kind === kind) ?? null
