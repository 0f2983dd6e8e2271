import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite } from '#e2e/steps.ts'

const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: weather
    name: ${name} in Toronto
    languages: { en-US: {}, de-DE: {} }
    turns:
      - say: { en-US: what is the weather in toronto, de-DE: wie ist das wetter in toronto }
        expect:
          intent: WeatherQuery
          entities: { city: Toronto }
          transcript: { max_wer: 0.2 }
`

const Searches = z.object({
  data: z.array(
    z.looseObject({
      id: z.uuid(),
      run_id: z.uuid(),
      case: z.object({ id: z.uuid(), suite_id: z.uuid() }),
      passes_at: z.number().nullable(),
      fails_at: z.number().nullable(),
    }),
  ),
})

test.setTimeout(180_000)

const level = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Levels' }).getByRole('row', { name })

/** From where nothing is heard of the noise to where nothing else is heard, in steps of 10 dB: four calls. */
async function fillCoarse(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Case' }).fill(name)
  await page.getByRole('option', { name }).click()
  await page.getByLabel('Language').selectOption('en-US')
  await page.getByLabel('From, easy').fill('25')
  await page.getByLabel('To, hard').fill('-15')
  await page.getByLabel('Precision').fill('10')
  await page.getByLabel('Attempts per level').fill('1')
}

test('noise grows until a case fails, and the page tells where', async ({ page, api }) => {
  const name = unique('Noisy weather')
  await importSuite(api, suiteOf(name))

  await test.step('what is wrong is said at its field, and what was typed stays', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Robustness' }).first().click()
    await page.getByRole('link', { name: 'Find a robustness threshold' }).first().click()
    await page.getByLabel('To, hard').fill('-99')
    await page.getByLabel('Attempts per level').fill('2')
    await page.getByRole('button', { name: 'Find the robustness threshold' }).click()
    await expect(page.getByText('Choose a case', { exact: true })).toBeVisible()
    await expect(page.getByText('Must lie between −20 and 50 dB SNR')).toBeVisible()
    await expect(page.getByText('Must be odd, so that there is a majority')).toBeVisible()
    await page.getByRole('radio', { name: /^Packet loss/ }).check()
    await expect(page.getByLabel('To, hard')).toHaveValue('60')
    await page.getByRole('radio', { name: /^Noise/ }).check()
    await expect(page.getByLabel('To, hard')).toHaveValue('-99')
    await expectGoodLooks(page)
  })

  await test.step('start a coarse search', async () => {
    await fillCoarse(page, name)
    await expect(page.getByText('At most 4 levels, 4 calls.')).toBeVisible()
    await page.getByRole('button', { name: 'Find the robustness threshold' }).click()
    await expect(page).toHaveURL(/\/break-points\/[0-9a-f-]{36}$/)
    await expect(level(page, '25 dB SNR')).toBeVisible()
  })

  await test.step('it ends by itself: number, curve and table', async () => {
    await expect(page.getByText(/^Breaks at −?[\d.]+ dB SNR$/)).toBeVisible({ timeout: 90_000 })
    await expect(page.getByRole('img', { name: /^Share that passed by level/ })).toBeVisible()
    await expect(level(page, '25 dB SNR')).toContainText('passes')
    await expect(level(page, '−15 dB SNR')).toContainText('fails')
    await expectGoodLooks(page)
  })

  const id = z.uuid().parse(page.url().split('/').at(-1))
  const { data } = Searches.parse(await (await api.get('/api/v1/break-points?limit=50')).json())
  const search = data.find((one) => one.id === id)
  expect(Math.abs((search?.passes_at ?? NaN) - (search?.fails_at ?? NaN))).toBeLessThanOrEqual(10)

  await test.step('a level leads to the call that decided it', async () => {
    await level(page, '−15 dB SNR').getByRole('link').click()
    await expect(page).toHaveURL(/\/executions\//)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  })

  await test.step('its run says what it is for, and offers no retry', async () => {
    await page.goto(`/runs/${search?.run_id}`)
    await expect(page.getByText('These calls look for a robustness threshold')).toBeVisible()
    await expect(page.getByRole('button', { name: /again$/ })).toHaveCount(0)
    await page.getByRole('link', { name: 'Show the robustness threshold' }).click()
    await expect(page).toHaveURL(new RegExp(`/break-points/${id}$`))
  })

  await test.step('searched again, the case page compares the two', async () => {
    await page.getByRole('button', { name: 'Search again' }).click()
    await expect(page).not.toHaveURL(new RegExp(id))
    await expect(page.getByText(/^Breaks at/)).toBeVisible({ timeout: 90_000 })
    await expect(page.getByRole('list', { name: 'Earlier robustness thresholds' })).toBeVisible()
    await expectGoodLooks(page)
    await page.goto(`/suites/${search?.case.suite_id}/cases/${search?.case.id}`)
    await expect(page.getByText('Same as before')).toBeVisible()
    await page.getByRole('link', { name: 'Find the robustness threshold' }).click()
    await expect(page.getByRole('combobox', { name: 'Case' })).toHaveValue(`${name} in Toronto`)
  })

  await test.step('the list tells what was found', async () => {
    await page.goto('/break-points')
    const rows = page.getByRole('row').filter({ hasText: name })
    await expect(rows).toHaveCount(2)
    await expect(rows.first()).toContainText(/breaks between .* dB SNR/)
    await expectGoodLooks(page)
  })
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer' })

  test('reads robustness thresholds and starts none', async ({ page, api }) => {
    await page.goto('/break-points')
    await expect(page.getByRole('heading', { level: 1, name: 'Robustness' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Find a robustness threshold' })).toHaveCount(0)
    const refused = await api.post('/api/v1/break-points', {
      data: { case_id: crypto.randomUUID(), target: 'Simulator', axis: 'snr' },
    })
    expect(refused.status()).toBe(403)
  })
})
