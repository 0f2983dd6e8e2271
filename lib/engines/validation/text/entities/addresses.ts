import {
  right,
  unproven,
  wrong,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'

const mail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const link = /^(?:[a-z][a-z\d+.-]*:\/\/|www\.)\S+$/i

/** A link without its scheme, `www.` and a slash at the end; the host in lower case. */
function linkForm(text: string): { scheme: string; rest: string } {
  const parts = /^(?:([a-z][a-z\d+.-]*):\/\/)?(?:www\.)?([^/?#]*)(.*)$/i.exec(text)
  const path = (parts?.[3] ?? '').replace(/\/$/, '')
  return {
    scheme: (parts?.[1] ?? '').toLowerCase(),
    rest: `${(parts?.[2] ?? '').toLowerCase()}${path}`,
  }
}

/** Compares e-mail addresses and links letter by letter; null when neither value is one. */
export function compareAddresses(expected: string, actual: string): EntityMatch | null {
  const mails = [expected, actual].filter((text) => mail.test(text)).length
  if (mails === 2)
    return expected.toLowerCase() === actual.toLowerCase()
      ? right('equal')
      : wrong('another address')
  const links = [expected, actual].filter((text) => link.test(text)).length
  if (links === 2) {
    const [a, b] = [linkForm(expected), linkForm(actual)]
    if (a.rest !== b.rest) return wrong('another address')
    return a.scheme === b.scheme && expected.startsWith('www') === actual.startsWith('www')
      ? right('the same address')
      : unproven('the same address, but for its beginning', 0.8)
  }
  return mails + links === 0 ? null : unproven('an address against words', 0.4)
}
