import { type APIRequestContext } from '@playwright/test'
import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite } from '#e2e/steps.ts'

// Policies of suites of their own: the organization's holds for all other journeys.
const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: weather
    name: Weather in Toronto
    languages: { en-US: {} }
    turns:
      - say: what is the weather in Toronto
        expect: { intent: WeatherQuery }
`

const InForce = z.object({
  version: z.number(),
  base_version: z.number(),
  settings: z.record(z.string(), z.unknown()),
})

const inForce = async (api: APIRequestContext, suite: string) =>
  InForce.parse(await (await api.get(`/api/v1/policies/in-force?suite_id=${suite}`)).json())

/** Saves a version behind the back of whoever has the page open. */
async function saveElsewhere(
  api: APIRequestContext,
  suite: string,
  change: Record<string, unknown>,
): Promise<void> {
  const { settings, base_version } = await inForce(api, suite)
  const saved = await api.post('/api/v1/policies', {
    data: {
      ...{ scope: 'suite', suite_id: suite, base_version, note: 'From elsewhere' },
      settings: { ...settings, ...change },
    },
  })
  expect(saved.status()).toBe(201)
}

const form = (page: Page) => page.getByRole('form', { name: 'Validation policy' })
const audits = (page: Page) => form(page).getByLabel('Blind audits')
const history = (page: Page) => page.locator('#history')

async function open(page: Page, suite: string): Promise<void> {
  await page.goto(`/settings/validation-policy?suite=${suite}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Validation policy' })).toBeVisible()
}

async function save(page: Page, share: string, note: string): Promise<void> {
  await audits(page).fill(share)
  await form(page).getByLabel('Why?').fill(note)
  await expect(form(page).getByText('Unsaved changes')).toBeVisible()
  await form(page).getByRole('button', { name: 'Save new version' }).click()
  await expect(history(page).getByText(note)).toBeVisible()
  await expect(form(page).getByText('Nothing changed')).toBeVisible()
}

test.describe('an administrator', () => {
  test.use({ person: 'admin' })

  test('saves a policy of a suite, sees what each version changed, and goes back', async ({
    page,
    api,
  }) => {
    const name = unique('Own policy')
    const suite = await importSuite(api, suiteOf(name))

    await test.step('what is wrong is said at its field, and nothing is saved', async () => {
      await open(page, suite)
      await expect(page.getByText(`Saving below gives the suite “${name}” its own.`)).toBeVisible()
      await audits(page).fill('120')
      await form(page).getByRole('button', { name: 'Save new version' }).click()
      await expect(form(page).getByText('Write a number from 0 to 100')).toBeVisible()
      await expect(audits(page)).toHaveAttribute('aria-invalid', 'true')
      await form(page).getByRole('button', { name: 'Undo changes' }).click()
      await expect(form(page).getByText('Nothing changed')).toBeVisible()
    })

    await test.step('two versions, and what the second one changed', async () => {
      await save(page, '10', 'The first of its own')
      await save(page, '25', 'More audits')
      const first = history(page).getByRole('listitem').filter({ hasText: 'More audits' })
      await first.getByRole('link', { name: /^Show changes/ }).click()
      const changes = history(page).getByLabel(/^Changes of version/)
      await expect(changes).toContainText('Blind audits')
      await expect(changes).toContainText('10 % of what is automatic')
      await expect(changes).toContainText('25 % of what is automatic')
      await expectGoodLooks(page)
    })

    await test.step('restoring asks first, and makes a version', async () => {
      const older = history(page).getByRole('listitem').filter({ hasText: 'The first of its own' })
      await older.getByRole('button', { name: /^Restore/ }).click()
      const question = page.getByRole('alertdialog', { name: /^Restore version/ })
      await question.getByRole('button', { name: 'Cancel' }).click()
      await expect(audits(page)).toHaveValue('25')
      await older.getByRole('button', { name: /^Restore/ }).click()
      await question.getByRole('button', { name: /^Restore version/ }).click()
      await expect(audits(page)).toHaveValue('10')
    })

    await test.step('without its own policy the organization’s holds again', async () => {
      await page.getByRole('button', { name: 'Remove override' }).click()
      const question = page.getByRole('alertdialog', { name: 'Remove this policy?' })
      await question.getByRole('button', { name: 'Remove override' }).click()
      await expect(page.getByText(`Saving below gives the suite “${name}” its own.`)).toBeVisible()
      await expect(history(page).getByText('Override removed.')).toBeVisible()
    })
  })

  test('loses nothing when somebody else saves first', async ({ page, api }) => {
    const suite = await importSuite(api, suiteOf(unique('Two authors')))
    await open(page, suite)
    await audits(page).fill('40')
    await saveElsewhere(api, suite, { similarity_threshold: 0.7 })
    await form(page).getByRole('button', { name: 'Save new version' }).click()

    const conflict = form(page).getByRole('alert').filter({ hasText: 'while you were editing' })
    await expect(conflict).toContainText('Similarity threshold')
    await expect(conflict).toContainText('70 %')
    await expect(audits(page)).toHaveValue('40')
    await expectGoodLooks(page)

    await conflict.getByRole('button', { name: 'Save my changes on top of theirs' }).click()
    await expect(form(page).getByText('Nothing changed')).toBeVisible()
    const { settings } = await inForce(api, suite)
    expect(settings).toMatchObject({ audit_share: 0.4, similarity_threshold: 0.7 })
  })

  test('asks what would be different with other numbers, by keyboard', async ({ page }) => {
    await page.goto('/settings/validation-policy')
    const whatIf = page.getByRole('group', { name: 'What if' })
    const pass = whatIf.getByLabel('Pass without a person from')
    await pass.focus()
    await page.keyboard.press('End')
    await expect(pass).toHaveAttribute('aria-valuetext', 'never')
    await expect(whatIf.getByText(/^(What would move|Nothing would change)/)).toBeVisible()
    await whatIf.getByRole('button', { name: 'Back to what is in force' }).click()
    await expect(whatIf.getByText(/^Move a slider/)).toBeVisible()
    await expectGoodLooks(page)
  })
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer', provokes: /status of 403/ })

  test('reads the policy and changes nothing', async ({ page, api }) => {
    await page.goto('/settings/validation-policy')
    await expect(page.getByText('only an administrator may change it')).toBeVisible()
    await expect(form(page).getByLabel('Blind audits')).toBeDisabled()
    for (const name of [/^Save/, /^Restore/, /^Remove/, /^Judge/])
      await expect(page.getByRole('main').getByRole('button', { name })).toHaveCount(0)
    const refused = await api.post('/api/v1/policies', {
      data: { scope: 'organization', settings: {}, base_version: 0 },
    })
    expect(refused.status()).toBe(403)
  })
})
