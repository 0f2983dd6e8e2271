import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectAccessible, expectGoodLooks } from '#e2e/look.ts'
import { importSuite, runToEnd } from '#e2e/steps.ts'
import { startFakeSmtp } from '#lib/engines/vendors/testing/fake-notifier/fake-smtp.ts'
import { startFakeWebhook } from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'

const Made = z.looseObject({ id: z.uuid() })

const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: toronto
    name: Weather in Toronto
    languages: { en-US: {} }
    turns:
      - say: what is the weather in Toronto
        expect: { intent: WeatherQuery, entities: { city: Toronto } }
`

test.use({ person: 'admin' })
test.setTimeout(120_000)

async function make(api: APIRequestContext, path: string, data: object): Promise<string> {
  const response = await api.post(`/api/v1/${path}`, { data })
  expect(response.ok(), `${path}: ${await response.text()}`).toBe(true)
  return Made.parse(await response.json()).id
}

const runSuite = (api: APIRequestContext, suite: string) =>
  runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode: 'text' })

/** Opens what the log holds for a suite's run at a connection, as soon as it has come to `status`. */
async function openMessage(page: Page, connection: string, suite: string, status: string) {
  const row = page.getByRole('row').filter({ hasText: suite }).filter({ hasText: status })
  await expect(async () => {
    await page.goto(`/settings/notifications/log?integration_id=${connection}`)
    await expect(row).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(suite)
}

/** Beside the heading, and nowhere else. */
const statusOf = (page: Page, status: string) =>
  page.getByRole('main').getByText(status, { exact: true }).first()

test('a rule made in the matrix tells its receiver once, and the log says how', async ({
  page,
  api,
}) => {
  const peer = await startFakeWebhook()
  const name = unique('Our receiver')
  const connection = await make(api, 'integrations', {
    kind: 'webhook',
    name,
    config: { url: peer.url },
    secrets: { signing_secret: peer.state.signingSecret },
  })
  const suiteName = unique('Told of')
  const suite = await importSuite(api, suiteOf(suiteName))

  await test.step('add the rule where event and connection meet', async () => {
    await page.goto('/settings/notifications')
    await page.getByRole('link', { name: `Tell ${name} of: Run ended` }).click()
    await expect(page.getByLabel('Through')).toHaveValue(connection)
    await page.getByRole('radio', { name: /^Always/ }).check()
    await page.getByLabel('Success from').fill('95')
    await page.getByRole('switch', { name: 'Quiet hours' }).check()
    await page.getByLabel('To', { exact: true }).fill('22:00')
    await expectGoodLooks(page)
    await page.getByRole('button', { name: 'Add rule' }).click()
    await expect(page.getByText('from and to must differ', { exact: false })).toBeVisible()
    await page.getByRole('switch', { name: 'Quiet hours' }).uncheck()
    await page.getByRole('button', { name: 'Add rule' }).click()
    await expect(page).toHaveURL('/settings/notifications')
    const cell = page.getByRole('link', { name: `Run ended to ${name}: Always` })
    await expect(cell).toContainText('success from 95.0 %')
    await expectGoodLooks(page)
  })

  const run = await runSuite(api, suite)

  await test.step('the log holds the message with its reason and its exchange', async () => {
    await openMessage(page, connection, suiteName, 'Sent')
    await expect(page.getByText('The rule for Run ended of all suites')).toBeVisible()
    await expect(page.getByRole('link', { name: 'the run', exact: true })).toHaveAttribute(
      'href',
      `/runs/${run}`,
    )
    await page.getByText(`POST ${peer.url}`).click()
    await expect(page.getByRole('region', { name: 'Request' })).toContainText(run)
    await expect(page.getByRole('region', { name: 'Response' })).toContainText('received')
    await expectGoodLooks(page)
  })

  await test.step('sending again asks first, and keeps the id', async () => {
    const id = page.url().split('/').at(-1) ?? ''
    expect(peer.state.deliveries.filter((delivery) => delivery.id === id)).toHaveLength(1)
    await page.getByRole('button', { name: 'Send again' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Send it again?' })
    await expect(dialog).toContainText(`${name} has it already`)
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await expect(page.getByText('Try 2')).toBeVisible({ timeout: 20_000 })
    expect(peer.state.repeats.get(id)).toBe(1)
    expect(peer.state.refused).toEqual([])
  })

  await api.delete(`/api/v1/integrations/${connection}`)
  await peer.close()
})

test('a mail whose answer was lost is sent again only on a word', async ({ page, api }) => {
  const peer = await startFakeSmtp({ tls: 'none' })
  const name = unique('Mail')
  const connection = await make(api, 'integrations', {
    kind: 'email',
    name,
    config: {
      host: peer.host,
      port: peer.port,
      tls: 'none',
      from: 'earshot@ear.test',
      recipients: ['qa@team.test'],
    },
  })
  const suiteName = unique('Lost answer')
  const suite = await importSuite(api, suiteOf(suiteName))

  await test.step('add a rule for one suite', async () => {
    await page.goto(`/settings/notifications/rules/new?integration_id=${connection}`)
    await page.getByLabel('Of', { exact: true }).selectOption({ label: suiteName })
    await page.getByRole('radio', { name: /^Always/ }).check()
    await page.getByLabel('If it may not have arrived').selectOption('at_most_once')
    await page.getByRole('button', { name: 'Add rule' }).click()
    const table = page.getByRole('table', { name: 'Rules of single suites' })
    await expect(table.getByRole('row').filter({ hasText: suiteName })).toContainText(name)
  })

  await test.step('nobody knows whether it arrived', async () => {
    peer.state.next.data = 'lost'
    await runSuite(api, suite)
    await openMessage(page, connection, suiteName, 'Unconfirmed')
    await expect(page.getByText('It may have arrived').first()).toBeVisible()
    await expectGoodLooks(page)
    expect(peer.state.mails).toHaveLength(1)
  })

  await test.step('cancelling sends nothing, confirming sends it once more', async () => {
    await page.getByRole('button', { name: 'Send again' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Send it again?' })
    await expect(dialog).toContainText('It is not known whether it arrived')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(peer.state.mails).toHaveLength(1)
    await page.getByRole('button', { name: 'Send again' }).click()
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await expect(statusOf(page, 'Sent')).toBeVisible({ timeout: 20_000 })
    expect(peer.state.mails).toHaveLength(2)
  })

  await test.step('all that an outage has cost is sent again on the page of the connection', async () => {
    peer.state.next.data = 'lost'
    await runSuite(api, suite)
    await openMessage(page, connection, suiteName, 'Unconfirmed')
    await page.goto(`/settings/integrations/${connection}`)
    await expect(page.getByRole('heading', { name: 'Not delivered' })).toBeVisible()
    await expectGoodLooks(page)
    await page.getByRole('button', { name: 'Send 1 message again' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Send 1 message again?' })
    await expect(dialog).toContainText('may have arrived before')
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await expect(page.getByRole('heading', { name: 'Not delivered' })).toBeHidden()
    await expect.poll(() => peer.state.mails.length, { timeout: 20_000 }).toBe(4)
  })

  await api.delete(`/api/v1/integrations/${connection}`)
  await peer.close()
})

test('what was given up says why, and goes once that is mended', async ({ page, api }) => {
  const peer = await startFakeWebhook()
  const name = unique('Wrong address')
  const secrets = { signing_secret: peer.state.signingSecret }
  const config = { url: peer.url.replace('/hook', '/nowhere') }
  const connection = await make(api, 'integrations', { kind: 'webhook', name, config, secrets })
  const suiteName = unique('Given up')
  const suite = await importSuite(api, suiteOf(suiteName))
  await make(api, 'notification-rules', {
    event: 'test_run_complete',
    integration_id: connection,
    suite_id: suite,
    config: { notify_on: 'always' },
  })

  await runSuite(api, suite)
  await openMessage(page, connection, suiteName, 'Given up')
  await expect(page.getByText(/404/).first()).toBeVisible()

  await test.step('it is found by its status', async () => {
    await page.goto('/settings/notifications/log')
    await page.getByLabel('Status').selectOption('Given up')
    await page.getByLabel('Connection', { exact: true }).selectOption({ label: name })
    await expect(page).toHaveURL(/status=dead/)
    await expect(page.getByRole('row').filter({ hasText: suiteName })).toHaveCount(1)
    await expectGoodLooks(page)
    await page.getByRole('link', { name: suiteName }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(suiteName)
  })

  const mended = await api.patch(`/api/v1/integrations/${connection}`, {
    data: { config: { url: peer.url }, secrets },
  })
  expect(mended.ok(), await mended.text()).toBe(true)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(statusOf(page, 'Sent')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('Try 2')).toBeVisible()

  await api.delete(`/api/v1/integrations/${connection}`)
  await peer.close()
})

test('a rule is muted, switched off and deleted', async ({ page, api }) => {
  const name = unique('Quiet place')
  const connection = await make(api, 'integrations', {
    kind: 'webhook',
    name,
    config: { url: 'http://127.0.0.1:9/hook' },
  })
  const rule = await make(api, 'notification-rules', {
    event: 'worker_down',
    integration_id: connection,
  })
  await page.goto(`/settings/notifications/rules/${rule}`)
  await expect(page.getByRole('button', { name: 'Save rule' })).toBeVisible()
  await expectGoodLooks(page)

  await test.step('mute', async () => {
    await page.getByRole('button', { name: 'Mute until then' }).click()
    await expect(page.getByText('Choose a day and a time')).toBeVisible()
    await page.getByRole('button', { name: 'Mute for 8 hours' }).click()
    await expect(
      page.getByText('Messages that are not sent meanwhile are in the log'),
    ).toBeVisible()
    await page.goto('/settings/notifications')
    await expect(page.getByRole('link', { name: `Worker silent to ${name}` })).toContainText(
      'Muted until',
    )
    await page.getByRole('link', { name: `Worker silent to ${name}` }).click()
    await page.getByRole('button', { name: 'Unmute' }).click()
    await expect(page.getByRole('button', { name: 'Mute for 1 hour' })).toBeVisible()
  })

  await test.step('switch off, by keyboard', async () => {
    await page.getByRole('switch', { name: 'On' }).focus()
    await page.keyboard.press('Space')
    await expect(page.getByRole('switch', { name: 'On' })).not.toBeChecked()
    await expect(statusOf(page, 'Off')).toBeVisible()
  })

  await test.step('delete', async () => {
    await page.getByRole('button', { name: 'Delete' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Delete this rule?' })
    await dialog.getByRole('button', { name: 'Delete rule' }).click()
    await expect(page).toHaveURL('/settings/notifications')
    await expect(page.getByRole('link', { name: `Tell ${name} of: Worker silent` })).toBeVisible()
  })

  await api.delete(`/api/v1/integrations/${connection}`)
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer' })

  test('sees no way to change a rule and no log', async ({ page }) => {
    await page.goto('/settings/notifications')
    await expect(page.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible()
    const main = page.getByRole('main')
    await expect(main.getByRole('link', { name: /^(Add|Tell|Connect|Outgoing)/ })).toHaveCount(0)
    await page.goto('/settings/notifications/log')
    await expect(page.getByText('Only QA engineers and administrators')).toBeVisible()
    await page.goto('/settings/notifications/rules/new')
    await expect(page).toHaveURL('/settings/notifications')
  })
})
