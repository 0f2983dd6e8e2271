import { expect, test, unique } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite } from '#e2e/steps.ts'

const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: weather
    name: Weather
    languages: { en-US: {} }
    turns:
      - say: what is the weather in toronto
        expect: { intent: WeatherQuery }
`

test.setTimeout(120_000)

test('a run is planned, started early, held back and given up', async ({ page, api }) => {
  const name = unique('Nightly')
  await importSuite(api, suiteOf(name))

  await test.step('a rhythm that cannot be read is refused at its field', async () => {
    await page.goto('/settings/schedules')
    await page.getByRole('link', { name: 'Add schedule' }).first().click()
    await page.getByLabel('Cron expression').fill('61 25 * * *')
    await page.getByLabel('Name').fill(name)
    await page.getByRole('combobox', { name: 'Suites' }).click()
    await page.getByRole('checkbox', { name }).check()
    await page.keyboard.press('Escape')
    await page.getByLabel('Target').selectOption({ label: 'Simulator' })
    await page.getByRole('radio', { name: /^Text/ }).check()
    await page.getByRole('button', { name: 'Add schedule' }).click()
    await expect(page.getByLabel('Cron expression')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel('Name')).toHaveValue(name)
    await expectGoodLooks(page)
  })

  await test.step('what it means is told while it is typed', async () => {
    await page.getByLabel('Cron expression').fill('15 6 * * 1-5')
    await page.getByLabel('Time zone').selectOption('Europe/Berlin')
    await expect(page.getByText('At 06:15, Monday through Friday')).toBeVisible()
    const next = page.getByRole('list', { name: 'Next runs' }).getByRole('listitem')
    await expect(next).toHaveCount(5)
    await expect(next.first()).toContainText('06:15')
    await page.getByRole('button', { name: 'Add schedule' }).click()
    await expect(page).toHaveURL(/\/settings\/schedules$/)
    const row = page.getByRole('row').filter({ hasText: name })
    await expect(row).toContainText('At 06:15, Monday through Friday')
    await expect(row).toContainText('Europe/Berlin')
    await expect(row).toContainText('Not yet')
    await expectGoodLooks(page)
    await row.getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save schedule' })).toBeVisible()
    await expectGoodLooks(page)
  })

  const address = page.url()

  await test.step('run it now', async () => {
    await page.getByRole('button', { name: 'Run now' }).click()
    await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/)
    const run = page.url()
    await page.goto(address)
    const last = page.getByRole('main').locator(`a[href="${new URL(run).pathname}"]`)
    await expect(last).toBeVisible()
  })

  await test.step('switch it off', async () => {
    await page.getByLabel('On', { exact: true }).uncheck()
    await expect(page.getByText('The schedule is off')).toBeVisible()
    await page.reload()
    await expect(page.getByLabel('On', { exact: true })).not.toBeChecked()
    await expect(page.getByText('If the schedule were on.')).toBeVisible()
  })

  await test.step('delete it', async () => {
    await page.getByRole('button', { name: 'Delete' }).click()
    const dialog = page.getByRole('alertdialog', { name: `Delete ${name}?` })
    await dialog.getByRole('button', { name: 'Delete schedule' }).click()
    await expect(page).toHaveURL(/\/settings\/schedules$/)
    await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0)
  })
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer' })

  test('reads schedules and adds none', async ({ page }) => {
    await page.goto('/settings/schedules')
    await expect(page.getByRole('heading', { level: 1, name: 'Schedules' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Add schedule' })).toHaveCount(0)
    await page.goto('/settings/schedules/new')
    await expect(page).toHaveURL(/\/settings\/schedules$/)
  })
})
