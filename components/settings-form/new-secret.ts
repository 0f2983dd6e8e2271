const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

/** 256 random bits in the form that the field's pattern asks for: of Standard Webhooks, or plain. */
export function newSecret(pattern: string | null): string {
  const text = base64(crypto.getRandomValues(new Uint8Array(32)))
  if (pattern?.startsWith('^whsec_')) return `whsec_${text}`
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
