import type { InboundHeaders } from '#lib/engines/vendors/inbound.ts'

const secretive =
  /authorization|cookie|credential|password|secret|signature|token|api-?key|x-earshot-client/i

/** Headers fit to be kept: what could be used again is hidden, and what is long or too much is cut. */
export function redactHeaders(headers: InboundHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .slice(0, 100)
      .flatMap(([name, value]) => {
        if (value === undefined) return []
        return [[name, secretive.test(name) ? '•••' : value.slice(0, 1_000)]]
      }),
  )
}
