import type { Caller } from '#e2e/security/caller.ts'
import { Planted } from '#e2e/security/planted.ts'

export const planted = new Planted()
const password = planted.plant('the password of the administrator')
/** The administrator that the product is set up with. */
export const owner = { email: 'olga@harbour.example', password }

/** Secrets of the installation itself. */
export const environment = {
  JWT_SECRET_KEY: planted.plant('JWT_SECRET_KEY', 'a-long-key-'),
  SECRETS_KEY: planted.plant('SECRETS_KEY', 'a-long-key-'),
  METRICS_TOKEN: planted.plant('METRICS_TOKEN'),
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: '9',
  SMTP_USERNAME: 'earshot',
  SMTP_PASSWORD: planted.plant('SMTP_PASSWORD'),
  GITHUB_WEBHOOK_SECRET: planted.plant('GITHUB_WEBHOOK_SECRET'),
  JIRA_API_TOKEN: planted.plant('JIRA_API_TOKEN'),
}

/** Connections to a service that writes back what it is sent: each is made, checked and written to. */
async function useConnections(api: Caller, url: string): Promise<void> {
  const connections = [
    [
      'slack',
      {},
      { webhook_url: `${url}/services/${planted.plant('address of a Slack webhook')}` },
    ],
    ['slack', { channel: 'C1', api_url: url }, { bot_token: planted.plant('Slack bot', 'xoxb-') }],
    [
      'github',
      { base_url: url, repository: 'acme/voice' },
      { token: planted.plant('GitHub token'), webhook_secret: planted.plant('webhook secret') },
    ],
    [
      'jira',
      { base_url: url, email: owner.email, project: 'QA' },
      { api_token: planted.plant('Jira token') },
    ],
    [
      'webhook',
      { url: `${url}/in` },
      { authorization: `Bearer ${planted.plant('authorization of a webhook')}` },
    ],
  ] as const
  for (const [at, [kind, config, secrets]] of connections.entries()) {
    const made = await api.post('/api/v1/integrations', {
      kind,
      name: `${kind} ${at}`,
      config,
      secrets,
    })
    await api.post(`/api/v1/integrations/${made}/check`)
    await api.post(`/api/v1/integrations/${made}/test-message`)
    if (kind === 'webhook' || kind === 'slack')
      await api.post('/api/v1/notification-rules', { event: 'test_failure', integration_id: made })
  }
}

/** What may be sent again and again. */
async function useOnce(api: Caller, id: string): Promise<void> {
  await api.post('/api/v1/users', {
    email: `ben${Math.random()}@harbour.example`,
    name: 'Ben',
    role: 'viewer',
    password: planted.plant('password of a user'),
  })
  await api.post('/api/v1/environment-variables', {
    target_id: id,
    name: 'pin',
    value: planted.plant('secret variable'),
    is_secret: true,
  })
  await api.post('/api/v1/me/password', {
    current_password: planted.plant('typed wrong'),
    new_password: planted.plant('a new password'),
  })
  await api.patch(`/api/v1/targets/${id}`, {
    secrets: { token: planted.plant('new token of a target') },
  })
  await api.post('/api/v1/api-tokens', {
    name: `CI ${Math.random()}`,
    scopes: ['read'],
    expires_in_days: 1,
  })
}

/** Creates whatever holds a secret; returns the requests, to be sent again where they fail. */
export async function useSecrets(
  api: Caller,
  url: string,
): Promise<{ target: string; again: () => Promise<void> }> {
  const target = (name: string, auth: string, secrets: object) =>
    api.post('/api/v1/targets', {
      name,
      connector: 'http',
      config: { url: `${url}/bot`, auth, max_attempts: 1, breaker_failures: 0 },
      secrets,
    })
  const id = await target('Bearer', 'bearer', { token: planted.plant('bearer token of a target') })
  const basic = { username: 'olga', password: planted.plant('basic password of a target') }
  const second = await target('Basic', 'basic', basic)
  for (const one of [id, second]) await api.post(`/api/v1/targets/${one}/check`)
  await useConnections(api, url)
  const again = () => useOnce(api, id)
  await again()
  return { target: id, again }
}

/** What a stranger sends: passwords, tokens, signatures and addresses that are nearly right. */
export async function strangers(api: Caller): Promise<void> {
  const near = `${password}x`
  planted.add('a password that is nearly right', near)
  await api.stranger('/api/v1/auth/token', { email: owner.email, password: near })
  await api.stranger('/api/v1/auth/refresh', { refresh_token: planted.plant('a refresh token') })
  await api.stranger(`/api/webhooks/ci-cd?token=${planted.plant('token of an address')}`, { a: 1 })
  await api.stranger(
    '/api/webhooks/ci-cd',
    { secret: planted.plant('in an unsigned body') },
    { 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${planted.plant('a signature')}` },
  )
  await api.stranger(`/api/v1/tool-calls/${planted.plant('token of a tool')}`, { name: 'look_up' })
  await api.stranger('/api/v1/me', undefined, {
    authorization: `Bearer ear_${planted.plant('a guessed token')}`,
  })
}
