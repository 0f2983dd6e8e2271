import { createServer } from 'node:http'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { checkConnection } from '#lib/integrations/check-connection.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import { openConnection } from '#lib/integrations/open-connection.ts'
import { errorMessage } from '#lib/platform/errors.ts'

const database = useTestDatabase()
const secret = 'planted4711secretvalue'

/** A provider that refuses, and writes back all that it was sent. */
const provider = createServer((request, response) => {
  const echo = JSON.stringify({ error: 'refused', path: request.url, headers: request.headers })
  request.resume().on('end', () => response.writeHead(401).end(echo))
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const address = provider.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => provider.close())

const kinds: [
  string,
  () => { kind: string; config: Record<string, string>; secrets: Record<string, string> },
][] = [
  [
    'the path of a Slack webhook',
    () => ({ kind: 'slack', config: {}, secrets: { webhook_url: `${url}/services/${secret}` } }),
  ],
  [
    'a Slack bot token',
    () => ({
      kind: 'slack',
      config: { channel: 'C1', api_url: url },
      secrets: { bot_token: `xoxb-${secret}` },
    }),
  ],
  [
    'a GitHub token',
    () => ({
      kind: 'github',
      config: { base_url: url, repository: 'acme/voice' },
      secrets: { token: secret },
    }),
  ],
  [
    'a Jira token, in base64 with its account',
    () => ({
      kind: 'jira',
      config: { base_url: url, email: 'qa@example.test', project: 'QA' },
      secrets: { api_token: secret },
    }),
  ],
  [
    'the authorization of a webhook',
    () => ({ kind: 'webhook', config: { url }, secrets: { authorization: `Bearer ${secret}` } }),
  ],
]

test.each(kinds)(
  '%s that a provider writes back is not shown, kept or thrown',
  async (_, input) => {
    const ctx = await createCtx(database.db, 'admin')
    const { id } = await createConnection(ctx, { name: 'Echo', ...input() })
    const shown = await checkConnection(ctx, id)
    expect(shown.ok).toBe(false)
    const open = await openConnection(ctx, id, { signal: AbortSignal.timeout(5_000) })
    const failed = await open.check()
    const account = Buffer.from(`qa@example.test:${secret}`).toString('base64')
    const all = JSON.stringify([shown, failed, open.io.exchanges()])
    expect(all).not.toContain(secret)
    expect(all).not.toContain(account)
    const status = open.ci?.setStatus({
      ...{ repository: 'acme/voice', sha: 'a'.repeat(40), ref: 'main', state: 'success' },
      ...{ context: 'earshot', description: 'fine', targetUrl: 'https://example.test' },
    })
    expect(errorMessage(await status?.catch((error: unknown) => error))).not.toContain(secret)
  },
)
