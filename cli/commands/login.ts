import { hostname } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

import { Client } from '#cli/client.ts'
import { keepToken, type CliEnvironment } from '#cli/credentials.ts'
import { tokenScopes } from '#db/enums.ts'
import { TokenView, NewApiTokenView } from '#lib/accounts/schema.ts'

/** Asks on the terminal; what is typed for a secret is not shown. */
async function ask(question: string, secret: boolean): Promise<string> {
  process.stderr.write(question)
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input: process.stdin,
    output: secret ? mute : process.stderr,
    terminal: process.stdin.isTTY,
  })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    if (secret) process.stderr.write('\n')
  }
}

/**
 * Signs in once, keeps an API token that lasts 90 days, never the password, and signs out again. Returns the file's path.
 */
export async function login(
  environment: CliEnvironment,
  url: string,
  given: { email?: string; password?: string },
): Promise<string> {
  const email = given.email ?? (await ask('Email: ', false))
  const password = given.password ?? (await ask('Password: ', true))
  const { access_token } = await new Client({ url, token: null, patienceMs: 0 }).json(
    '/api/v1/auth/token',
    TokenView,
    { method: 'POST', json: { email, password } },
  )
  const client = new Client({ url, token: access_token, patienceMs: 0 })
  const { token } = await client.json('/api/v1/api-tokens', NewApiTokenView, {
    method: 'POST',
    // Whatever the commands do, as far as the role goes.
    json: { name: `earshot on ${hostname()}`.slice(0, 200), scopes: tokenScopes },
  })
  await client.text('/api/v1/auth/logout', { method: 'POST' })
  return keepToken(environment, url, token)
}
