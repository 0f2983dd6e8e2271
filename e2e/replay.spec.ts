import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite, resultOf, runToEnd } from '#e2e/steps.ts'

const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: weather
    name: Weather in Toronto
    languages: { en-US: {} }
    turns:
      - say: what is the weather in Toronto
        expect:
          intent: WeatherQuery
          entities: { city: Toronto }
          response: { contains: Toronto }
  - id: wrong-city
    name: Weather in the wrong city
    languages: { en-US: {} }
    turns:
      - say: what is the weather in London
        expect: { entities: { city: Berlin } }
`

const Counts = z.object({ counts: z.object({ manual_review: z.number() }) })

test.setTimeout(150_000)
test.use({ person: 'admin' })

/** From the run's page: a draft under which no pass stands without a person. */
async function judgeAgain(page: Page, run: string, note: string): Promise<void> {
  await page.goto(`/runs/${run}`)
  await page.getByRole('button', { name: 'Judge again…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Judge this run again' })
  await dialog.getByRole('radio', { name: /^A draft/ }).check()
  await dialog.getByLabel('Every pass goes to a person').check()
  await dialog.getByLabel('Why?').fill(note)
  await dialog.getByRole('button', { name: 'Show what would change' }).click()
  await expect(page).toHaveURL(/\/replays\/[\da-f-]{36}$/)
  await expect(page.getByText('Ready to apply')).toBeVisible({ timeout: 60_000 })
}

const changes = (page: Page) => page.getByRole('table', { name: 'Changes' })
const tile = (page: Page, label: string) =>
  page.getByRole('main').getByText(label, { exact: true }).locator('..')

test('a run is judged again by a draft: seen, discarded, and applied', async ({ page, api }) => {
  const name = unique('Judged again')
  const suite = await importSuite(api, suiteOf(name))
  const run = await runToEnd(api, {
    ...{ suite_ids: [suite], target: 'Simulator', mode: 'text', repetitions: 2, name },
  })
  const waiting = async () =>
    Counts.parse(await (await api.get(`/api/v1/runs/${run}`)).json()).counts.manual_review
  expect(await waiting()).toBe(0)

  await test.step('what would change is shown, and nothing is written', async () => {
    await judgeAgain(page, run, 'What if no pass stood alone')
    await expect(tile(page, 'Changed')).toContainText('2')
    await expect(tile(page, 'A person needed now')).toContainText('2')
    await expect(changes(page).getByRole('link', { name: 'Weather in Toronto' })).toHaveCount(2)
    await expect(changes(page).getByText('Auto pass')).toHaveCount(2)
    await expect(changes(page).getByText('Needs review')).toHaveCount(2)
    await expect(page.getByLabel('What the draft changes')).toContainText('never')
    await expectGoodLooks(page)
    await page.getByRole('link', { name: 'Verdicts that flip' }).click()
    await expect(page.getByText('No verdict changes')).toBeVisible()
    expect(await waiting()).toBe(0)
  })

  await test.step('discarding asks first, and changes nothing', async () => {
    await page.getByRole('button', { name: 'Discard' }).click()
    const question = page.getByRole('alertdialog', { name: 'Discard this replay?' })
    await question.getByRole('button', { name: 'Discard replay' }).click()
    await expect(page.getByText('every verdict is as it was')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Apply' })).toHaveCount(0)
    expect(await waiting()).toBe(0)
  })

  await test.step('applied, the same executions wait for a person', async () => {
    await judgeAgain(page, run, 'No pass alone')
    await page.getByRole('button', { name: 'Apply' }).click()
    const question = page.getByRole('alertdialog', { name: 'Apply the new judgements?' })
    await expect(question).toContainText('Decisions of people stay in force')
    await question.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByText('The new judgements are in force')).toBeVisible({ timeout: 60_000 })
    await expect.poll(waiting).toBe(2)
  })

  await test.step('an execution says why, and that it was judged twice', async () => {
    const { execution } = await resultOf(api, run, 'weather')
    await page.goto(`/executions/${execution}`)
    await expect(page.getByRole('heading', { name: 'Why manual review?' })).toBeVisible()
    await expect(
      page.getByText('every verdict of this kind').or(page.getByText('is below 101 %')).first(),
    ).toBeVisible()
    await expect(page.getByText('judged 2 times')).toBeVisible()
    await expectGoodLooks(page)
  })

  await test.step('one execution is judged again by the policy in force, and is automatic again', async () => {
    await page.getByRole('button', { name: 'Judge again…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Judge this execution again' })
    await dialog.getByRole('button', { name: 'Show what would change' }).click()
    await expect(page.getByText('Ready to apply')).toBeVisible({ timeout: 60_000 })
    await expect(tile(page, 'No person needed now')).toContainText('1')
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard replay' }).click()
    await expect(page.getByText('every verdict is as it was')).toBeVisible()
  })

  await test.step('the policy page lists them', async () => {
    await page.goto('/settings/validation-policy')
    const rows = page.getByRole('table', { name: 'Replays' }).getByRole('row')
    await expect(rows.filter({ hasText: name })).toHaveCount(2)
    await expect(rows.filter({ hasText: 'No pass alone' })).toContainText('Applied')
  })
})

test('where nothing changes, the page says so and offers nothing to apply', async ({
  page,
  api,
}) => {
  const name = unique('Judged the same')
  const suite = await importSuite(api, suiteOf(name))
  const run = await runToEnd(api, {
    ...{ suite_ids: [suite], target: 'Simulator', mode: 'text', name },
  })
  await page.goto(`/runs/${run}`)
  await page.getByRole('button', { name: 'Judge again…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Show what would change' }).click()
  await expect(page.getByText('Nothing changes', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Apply' })).toHaveCount(0)
  await expectGoodLooks(page)
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer' })

  test('has no button to judge again', async ({ page, api }) => {
    await page.goto('/runs')
    await page.getByRole('table').getByRole('link').first().click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Judge/ })).toHaveCount(0)
    const refused = await api.post('/api/v1/replays', { data: { run_id: crypto.randomUUID() } })
    expect(refused.status()).toBe(403)
  })
})
