import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite, runToEnd } from '#e2e/steps.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'

const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: weather
    name: ${name} weather
    languages: { en-US: {} }
    turns:
      - say: what is the weather in Toronto
        expect: { intent: WeatherQuery }
`

/** A second of a hum, as somebody would upload it. */
const hum = () => {
  const pcm = Int16Array.from({ length: 16_000 }, (_, n) => 6_000 * Math.sin(n / 12))
  return { name: 'hum.wav', mimeType: 'audio/wav', buffer: encodeWav({ pcm, sampleRate: 16_000 }) }
}

test.setTimeout(180_000)

async function preview(page: Page) {
  await page.getByRole('button', { name: /^(Make|Update) preview$/ }).click()
  const figures = page.locator('dl', { hasText: 'Speech level' })
  await expect(figures).toBeVisible({ timeout: 30_000 })
  return figures
}

test('a profile is copied, changed, listened to, and used in a run beside the clean line', async ({
  page,
  api,
}) => {
  const name = unique('Kitchen')

  await test.step('copy a built-in one', async () => {
    await page.goto('/settings/targets')
    await page.getByRole('link', { name: 'Device profiles' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Device profiles' })).toBeVisible()
    const builtIn = page.getByRole('table', { name: 'Built-in profiles' })
    await expect(builtIn.getByRole('row', { name: /Café.*babble of 8 at 15 dB SNR/ })).toBeVisible()
    await builtIn.getByRole('button', { name: 'Copy Landline' }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Landline \(copy/ })).toBeVisible()
  })

  await test.step('a setting out of bounds is told at its field, and what was typed stays', async () => {
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('SNR (dB)').fill('99')
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(page.getByText('Must be 50 or less')).toBeVisible()
    await expect(page.getByLabel('Name')).toHaveValue(name)
    await expect(page.getByLabel('SNR (dB)')).toHaveValue('99')
  })

  await test.step('noise is uploaded, and the preview says what was achieved', async () => {
    await page.getByLabel('SNR (dB)').fill('12')
    await page
      .getByRole('combobox', { name: 'Noise', exact: true })
      .selectOption('Uploaded recording')
    await page.getByLabel('Recording of the noise').setInputFiles(hum())
    await expect(page.getByRole('combobox', { name: 'Recording' })).toHaveValue(
      /^noise\/1-[0-9a-f]{64}\.wav$/,
    )
    await page.getByRole('switch', { name: 'Silence around the speech' }).check()
    await page.getByLabel('After (ms)').fill('800')
    const figures = await preview(page)
    await expect(figures).toContainText('12.0 dB')
    await expect(page.getByRole('img', { name: /^Spectrogram, Clean: 0 to 8 kHz/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /^Spectrogram, Through the profile/ })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Play Through the profile' })).toBeVisible()
    await expectGoodLooks(page)
  })

  await test.step('save it', async () => {
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByText('Version 2')).toBeVisible()
    await page.reload()
    await expect(page.getByLabel('SNR (dB)')).toHaveValue('12')
  })

  await test.step('compare it with the clean line in one run', async () => {
    const suite = await importSuite(api, suiteOf(name))
    const run = await runToEnd(api, {
      ...{ suite_ids: [suite], target: 'Simulator', mode: 'voice' },
      device_profiles: [name, 'none'],
    })
    await page.goto(`/runs/${run}`)
    const results = page.getByRole('table', { name: 'Results' })
    await expect(results.getByRole('columnheader', { name: 'Device profile' })).toBeVisible()
    await expect(results.getByRole('link', { name: `${name} weather` })).toHaveCount(2)
    await page.getByLabel('Device profile').selectOption(name)
    await expect(results.getByRole('link', { name: `${name} weather` })).toHaveCount(1)
    await expectGoodLooks(page)
    await results.getByRole('link', { name: `${name} weather` }).click()
    await expect(page.getByRole('heading', { name: `Heard through ${name}` })).toBeVisible()
    await expect(page.getByText('12.0 dB, asked for 12.0 dB')).toBeVisible()
    await expectGoodLooks(page)
  })

  await test.step('delete it: the result keeps its name', async () => {
    const execution = page.url()
    await page.goto('/settings/device-profiles')
    await page.getByRole('link', { name }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete profile' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Device profiles' })).toBeVisible()
    await expect(page.getByRole('link', { name })).toHaveCount(0)
    await page.goto(execution)
    await expect(page.getByRole('heading', { name: `Heard through ${name}` })).toBeVisible()
  })
})

test('the start dialog offers the profiles, and says what text mode does not take', async ({
  page,
}) => {
  await page.goto('/runs')
  await page.getByRole('button', { name: 'Start run' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start run' })
  await dialog.getByRole('combobox', { name: 'Suites' }).click()
  await page.getByRole('checkbox').first().check()
  await page.keyboard.press('Escape')
  await dialog.getByLabel('Target').selectOption({ label: 'Simulator' })
  await dialog.getByLabel('Device profiles').click()
  await page.getByRole('checkbox', { name: /^Poor mobile/ }).check()
  await page.keyboard.press('Escape')
  await dialog.getByRole('radio', { name: /^Text/ }).check()
  await dialog.getByRole('button', { name: 'Start run' }).click()
  await expect(dialog.getByText('need voice or twin mode.')).toBeVisible()
})

test.describe('somebody who only reads', () => {
  test.use({ person: 'viewer' })

  test('hears a built-in profile and cannot change it', async ({ page }) => {
    await page.goto('/settings/device-profiles')
    await expect(page.getByRole('link', { name: 'Add profile' })).toHaveCount(0)
    await expectGoodLooks(page)
    await page.getByRole('link', { name: 'Poor mobile' }).click()
    await expect(page.getByText('Telephone line, G.711 A-law', { exact: false })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy' })).toHaveCount(0)
    await expect(await preview(page)).toContainText('Lost packets')
  })
})
