import { createHmac, randomBytes, randomUUID } from 'node:crypto'

import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'

import { expect, test, unique } from '#e2e/fixtures.ts'
import { importSuite } from '#e2e/steps.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { startFakeJira } from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import { startFakeSlack } from '#lib/engines/vendors/testing/fake-notifier/fake-slack.ts'

const Made = z.looseObject({ id: z.uuid() })
const Receipt = z.object({ delivery_id: z.uuid(), status: z.string() })
const Delivery = z.looseObject({ status: z.string(), reason: z.string().nullable() })

/** A case that fails as long as `city` is not the one that is asked about. */
const suiteOf = (name: string, city: string) => `suite: ${name}
cases:
  - id: toronto
    name: Weather where I am going
    priority: critical
    languages: { en-US: {} }
    turns:
      - say: what is the weather in Toronto
        expect:
          intent: WeatherQuery
          entities: { city: ${city} }
`

test.use({ person: 'admin' })
test.setTimeout(180_000)

async function make(api: APIRequestContext, path: string, data: object): Promise<string> {
  const response = await api.post(`/api/v1/${path}`, { data })
  expect(response.ok(), `${path}: ${await response.text()}`).toBe(true)
  return Made.parse(await response.json()).id
}

/** What GitHub sends when commits are pushed to `main`, signed as GitHub signs. */
function push(sha: string, secret: string) {
  const body = JSON.stringify({
    ref: 'refs/heads/main',
    before: '0'.repeat(40),
    after: sha,
    created: false,
    deleted: false,
    forced: false,
    head_commit: { id: sha, message: 'Teach it the weather' },
    commits: [
      { id: sha, message: 'Teach it the weather', added: [], removed: [], modified: ['a'] },
    ],
    repository: { full_name: 'acme/voice', default_branch: 'main', html_url: 'https://x.test/a/v' },
    sender: { login: 'octocat' },
    pusher: { name: 'octocat' },
  })
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-event': 'push',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
  return { body, headers }
}

test('a push is tested, told to GitHub and Slack, kept in Jira, and closed when it is fixed', async ({
  api,
  page,
  playwright,
  baseURL,
}) => {
  const [github, slack, jira] = await Promise.all([
    FakeGithub.start(),
    startFakeSlack(),
    startFakeJira(),
  ])
  const outside = await playwright.request.newContext({ ...(baseURL && { baseURL }) })
  const name = unique('Weather on the way')
  const webhookSecret = 'a secret that only GitHub knows'
  const commit = () => randomBytes(20).toString('hex')
  let connection = ''

  const deliver = async (sha: string, secret = webhookSecret) => {
    const { body, headers } = push(sha, secret)
    return outside.post(`/api/webhooks/ci-cd?connection=${connection}`, { headers, data: body })
  }
  const pushed = async (sha: string) => {
    const response = await deliver(sha)
    expect(response.status(), await response.text()).toBe(202)
    return Receipt.parse(await response.json()).delivery_id
  }

  await test.step('connect GitHub, Slack and Jira', async () => {
    const suite = await importSuite(api, suiteOf(name, 'Berlin'))
    connection = await make(api, 'integrations', {
      kind: 'github',
      name,
      config: { base_url: github.url, repository: 'acme/voice' },
      secrets: { token: 'ghp_good', webhook_secret: webhookSecret },
    })
    const triggers = await api.put(`/api/v1/integrations/${connection}/triggers`, {
      data: {
        rules: [
          {
            name: 'main',
            events: ['push'],
            branches: ['main'],
            suites: [name],
            target: 'Simulator',
            mode: 'text',
          },
        ],
      },
    })
    expect(triggers.ok(), await triggers.text()).toBe(true)
    const chat = await make(api, 'integrations', {
      kind: 'slack',
      name,
      config: { channel: slack.channel, api_url: slack.url },
      secrets: { bot_token: slack.state.botToken },
    })
    await make(api, 'integrations', {
      kind: 'jira',
      name,
      config: { base_url: jira.url, email: jira.state.email, project: 'QA' },
      secrets: { api_token: jira.state.apiToken },
    })
    // Runs of other journeys end meanwhile: they are none of this channel's business.
    const rule = { event: 'test_run_complete', integration_id: chat, suite_id: suite }
    await make(api, 'notification-rules', rule)
    for (const id of [connection, chat]) {
      const check = await api.post(`/api/v1/integrations/${id}/check`)
      expect(await check.json()).toMatchObject({ ok: true })
    }
  })

  await test.step('a forged push is refused and leaves nothing behind', async () => {
    expect((await deliver(commit(), 'another secret')).status()).toBe(401)
  })

  const broken = commit()
  await test.step('a push starts the suite, and the commit goes from pending to failure', async () => {
    const id = await pushed(broken)
    await expect
      .poll(async () => {
        const response = await api.get(`/api/v1/deliveries/${id}`)
        const { status, reason } = Delivery.parse(await response.json())
        return reason ?? status
      })
      .toBe('processed')
    await expect
      .poll(() => Object.values(github.statesOf(broken)), { timeout: 90_000 })
      .toEqual(['failure'])
    expect(github.statuses.filter(({ sha }) => sha === broken).map(({ state }) => state)).toEqual([
      'pending',
      'failure',
    ])
    expect(github.refusals).toEqual([])
  })

  await test.step('Slack is told once, and Jira has one issue', async () => {
    await expect.poll(() => slack.state.messages(slack.channel).length).toBe(1)
    expect(JSON.stringify(slack.state.messages(slack.channel))).toContain(name)
    await expect.poll(() => jira.state.issues.length).toBe(1)
    expect(jira.state.issues[0]?.status).toBe('To Do')
  })

  await test.step('the same push delivered again starts nothing', async () => {
    const before = github.statuses.length
    const id = await pushed(broken)
    await expect
      .poll(async () => JSON.stringify(await (await api.get(`/api/v1/deliveries/${id}`)).json()))
      .toContain('"started":false')
    expect(github.statuses).toHaveLength(before)
  })

  await test.step('the defect shows its issue in Jira', async () => {
    await page.goto('/defects')
    await expect(page.getByText('QA-1').first()).toBeVisible()
    await expect(page.getByText('To Do').first()).toBeVisible()
  })

  await test.step('fixed twice in a row: the commit is green and the issue is closed', async () => {
    await importSuite(api, suiteOf(name, 'Toronto'))
    for (const sha of [commit(), commit()]) {
      await pushed(sha)
      await expect
        .poll(() => Object.values(github.statesOf(sha)), { timeout: 90_000 })
        .toEqual(['success'])
    }
    await expect.poll(() => jira.state.issues[0]?.status, { timeout: 60_000 }).toBe('Done')
    expect(jira.state.issues).toHaveLength(1)
  })

  await Promise.all([
    api.delete(`/api/v1/integrations/${connection}`),
    github.close(),
    slack.close(),
    jira.close(),
    outside.dispose(),
  ])
})
