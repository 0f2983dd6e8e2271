import { NetworkError } from '#lib/platform/net/network-error.ts'

type Auth = {
  auth: 'none' | 'bearer' | 'basic' | 'header' | 'query'
  auth_name: string
  auth_prefix: string
}
type Secrets = {
  token?: string | undefined
  username?: string | undefined
  password?: string | undefined
}

const basicOf = ({ username = '', password = '' }: Secrets) =>
  Buffer.from(`${username}:${password}`).toString('base64')

/**
 * Headers and address of a request with its credentials added. Throws NetFault `configuration` when the one that
 * the settings ask for is missing or cannot stand in a header.
 */
export function authorizeCall(
  settings: Auth,
  secrets: Secrets,
  address: string,
): { headers: Record<string, string>; url: string } {
  const { auth, auth_name: name, auth_prefix: prefix } = settings
  if (auth === 'none') return { headers: {}, url: address }
  const missing = auth === 'basic' ? secrets.username === undefined : secrets.token === undefined
  const fault = (detail: string) =>
    new NetworkError({
      fault: 'configuration',
      detail,
      peer: new URL(address).host,
      retryable: false,
    })
  if (missing)
    throw fault(
      `the credential for "${auth}" is missing (${auth === 'basic' ? 'user name' : 'token'})`,
    )
  const { token = '' } = secrets
  if (auth === 'query') {
    const url = new URL(address)
    url.searchParams.set(name, token)
    return { headers: {}, url: url.href }
  }
  if (auth === 'basic')
    return { headers: { Authorization: `Basic ${basicOf(secrets)}` }, url: address }
  if (!/^[\x21-\x7e]+$/.test(token)) throw fault('the token must be printable ASCII without spaces')
  return auth === 'bearer'
    ? { headers: { Authorization: `Bearer ${token}` }, url: address }
    : { headers: { [name]: prefix + token }, url: address }
}

/** Every form in which a credential may appear in what is logged. */
export function credentialForms(secrets: Record<string, string | undefined>): string[] {
  const values = Object.values(secrets).filter((value) => value !== undefined)
  return secrets['username'] === undefined ? values : [...values, basicOf(secrets)]
}
