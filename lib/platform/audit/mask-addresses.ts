const address = /[^\s@<>"'(),:;[\]\\/•]+@[^\s@<>"'(),:;[\]\\/]+\.[^\s@<>"'(),:;[\]\\/]+/gu
const mask = '••••@••••'

/** The same value with every e-mail address in its texts masked, for readers who do not see users. */
export function maskAddresses(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(address, mask)
  if (Array.isArray(value)) return value.map(maskAddresses)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, maskAddresses(inner)]),
    )
  return value
}
