import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { sessionFile } from '#e2e/signed-in.ts'
import { importSuite, resultOf, runToEnd } from '#e2e/steps.ts'
import { startFakeJira } from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import { openJira, jiraDraft } from '#lib/engines/vendors/testing/fake-notifier/jira-connection.ts'

const Defects = z.object({ data: z.array(z.looseObject({ id: z.uuid(), status: z.string() })) })

/** One case that fails each time, under a name that no other journey has. */
const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: wrong-city
    name: ${name} fails
    priority: high
    languages: { en-US: {} }
    turns:
      - say: what is the weather in London
        expect: { intent: WeatherQuery, entities: { city: Berlin } }
`

test.setTimeout(120_000)

async function findDefect(api: APIRequestContext, search: string) {
  const query = new URLSearchParams({ search })
  const response = await api.get(`/api/v1/defects?${query}`)
  expect(response.ok(), await response.text()).toBe(true)
  return Defects.parse(await response.json()).data[0]
}

/** Runs a suite whose case fails, and waits until the failure is filed. */
async function failOnce(api: APIRequestContext, name: string, suite: string) {
  const run = await runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode: 'text' })
  const { execution } = await resultOf(api, run, 'wrong-city')
  await expect.poll(async () => (await findDefect(api, name))?.id ?? '').not.toBe('')
  const defect = z.uuid().parse((await findDefect(api, name))?.id)
  return { run, execution, defect }
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('a failure is filed, worked on, resolved, and comes back', async ({ page, api }) => {
  const name = unique('Defective')
  const suite = await importSuite(api, suiteOf(name))
  const { execution } = await failOnce(api, name, suite)

  await test.step('find it', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Defects' }).first().click()
    await page.getByLabel('Search defects by title').fill(name)
    await page.getByLabel('Severity').selectOption('High')
    await expect(page).toHaveURL(/severity=high/)
    await expect(row(page, name)).toHaveCount(1)
    await expect(row(page, name)).toContainText('Open')
    await expectGoodLooks(page)
    await row(page, name).getByRole('link').first().click()
  })

  await test.step('read the evidence', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    await expect(page.getByText('Occurred once.')).toBeVisible()
    await expect(page.locator(`a[href="/executions/${execution}"]`)).toBeVisible()
    await expectGoodLooks(page)
  })

  await test.step('describe it and give it to somebody', async () => {
    await page.getByRole('button', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit defect' })
    await dialog.getByLabel('Description').fill('It says Berlin\nwhatever the city is.')
    await dialog.getByRole('button', { name: 'Save defect' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText('whatever the city is.')).toBeVisible()
    const assignee = page.getByLabel('Assigned to')
    const someone = await assignee.locator('option').nth(1).innerText()
    await assignee.selectOption({ label: someone })
    await expect(page.getByText(`Assigned to ${someone}`)).toBeVisible()
  })

  await test.step('resolve it', async () => {
    await page.getByLabel('Status').selectOption('Resolved')
    await expect(page.getByText('Now resolved')).toBeVisible()
    await page.goto(`/defects?${new URLSearchParams({ q: name })}`)
    await expect(page.getByText('No defect matches', { exact: true })).toBeVisible()
    await page.goto(`/defects?${new URLSearchParams({ q: name, status: 'all' })}`)
    await expect(row(page, name)).toContainText('Resolved')
  })

  await test.step('it shows again', async () => {
    await failOnce(api, name, suite)
    await expect.poll(async () => (await findDefect(api, name))?.status).toBe('reopened')
    await page.goto(`/defects?${new URLSearchParams({ q: name })}`)
    await expect(row(page, name)).toContainText('Reopened')
    await row(page, name).getByRole('link').first().click()
    await expect(page.getByText('Occurred 2 times.')).toBeVisible()
    const history = page.getByRole('listitem')
    await expect(
      history.filter({ hasText: 'Earshot reopened it: it occurred again' }),
    ).toBeVisible()
    await expect(history.filter({ hasText: 'set the state to resolved' })).toBeVisible()
  })
})

test('an issue of Jira stands for a defect', async ({ page, api, playwright, baseURL }) => {
  const peer = await startFakeJira()
  const admin = await playwright.request.newContext({
    ...(baseURL !== undefined && { baseURL, extraHTTPHeaders: { Origin: baseURL } }),
    storageState: sessionFile('admin'),
  })
  const name = unique('Tracked')
  const made = await admin.post('/api/v1/integrations', {
    data: {
      kind: 'jira',
      name,
      config: {
        base_url: peer.url,
        email: peer.state.email,
        project: 'QA',
        issue_creation: { enabled: false },
      },
      secrets: { api_token: peer.state.apiToken },
    },
  })
  expect(made.ok(), await made.text()).toBe(true)
  const connection = z.looseObject({ id: z.uuid() }).parse(await made.json()).id
  const { key } = await openJira(peer).createIssue(jiraDraft())
  const suite = await importSuite(api, suiteOf(name))
  const { defect } = await failOnce(api, name, suite)

  await page.goto(`/defects/${defect}`)
  await page.getByRole('button', { name: 'Link an issue' }).click()
  const dialog = page.getByRole('dialog', { name: 'Link an issue' })
  await dialog.getByLabel('Tracker').selectOption({ label: name })
  await dialog.getByRole('textbox', { name: 'Issue' }).fill('QA-999')
  await dialog.getByRole('button', { name: 'Link issue' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Issue' }).fill(key)
  await dialog.getByRole('button', { name: 'Link issue' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('link', { name: `Jira ${key} · To Do` })).toBeVisible()
  await expectGoodLooks(page)

  await admin.delete(`/api/v1/integrations/${connection}`)
  await Promise.all([admin.dispose(), peer.close()])
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer' })

  test('reads defects and changes none', async ({ page, api }) => {
    await page.goto('/defects?status=all')
    await expect(page.getByRole('heading', { level: 1, name: 'Defects' })).toBeVisible()
    const [first] = Defects.parse(await (await api.get('/api/v1/defects?limit=1')).json()).data
    const { id } = z.looseObject({ id: z.uuid() }).parse(first)
    await page.goto(`/defects/${id}`)
    await expect(page.getByRole('heading', { name: 'Evidence' })).toBeVisible()
    const main = page.getByRole('main')
    await expect(main.getByRole('combobox')).toHaveCount(0)
    await expect(main.getByRole('button', { name: /^(Edit|Link)/ })).toHaveCount(0)
    const refused = await api.patch(`/api/v1/defects/${id}`, { data: { status: 'closed' } })
    expect(refused.status()).toBe(403)
  })
})
