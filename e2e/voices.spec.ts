import { z } from 'zod'

import { expect, test } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'

const Voices = z.object({
  engines: z.array(z.object({ id: z.string(), missing: z.string().nullable() })),
  data: z.array(z.object({ name: z.string(), languages: z.array(z.string()) })),
})

test.describe('somebody who only reads', () => {
  test.use({ person: 'viewer' })

  test('finds a voice, hears it, and takes its line for a suite along', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/settings/targets')
    await page.getByRole('link', { name: 'Voices' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Voices' })).toBeVisible()
    // The engines start with the first question.
    await expect(page.getByRole('rowheader', { name: /German \(Germany\)/ })).toBeVisible({
      timeout: 20_000,
    })
    await expect(page.getByText('To use it, set TTS_PIPER_URL.')).toBeVisible()
    await expect(page.getByRole('rowheader', { name: /Hebrew.*Bring your own/ })).toBeVisible()

    await page.getByLabel('Language').fill('de')
    await expect(page).toHaveURL(/language=de/)
    await expect(page.getByRole('heading', { name: '3 voices' })).toBeVisible()
    await expectGoodLooks(page)

    const sample = page.waitForResponse(/\/api\/v1\/voices\/embedded\/de%2Bf2\/sample/)
    await page.getByRole('button', { name: /^Listen to embedded:de\+f2/ }).click()
    const answer = await sample
    expect([200, 206]).toContain(answer.status())
    expect(answer.headers()['content-type']).toBe('audio/wav')
    await expect(page.getByRole('button', { name: /^Listen to embedded:de\+f2/ })).toBeVisible()

    await page.getByRole('button', { name: 'Copy YAML of embedded:de+f2' }).click()
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('de-DE: { voice: "embedded:de+f2" }')
  })
})

test('a case takes its voices from the catalogue', async ({ page, api }) => {
  const suites = z
    .object({ data: z.array(z.object({ id: z.uuid() })) })
    .parse(await (await api.get('/api/v1/suites')).json())
  await page.goto(`/suites/${suites.data[0]?.id}/cases/new`)
  // What is typed before the page is awake goes astray; this button comes with the engines' answer.
  await expect(page.getByRole('button', { name: /^Listen to default in/ }).first()).toBeVisible({
    timeout: 20_000,
  })
  await page.getByLabel('Language', { exact: true }).first().fill('de-DE')
  await expect(page.locator('datalist option[value="embedded:de+f2"]').first()).toBeAttached()
  await page.getByLabel('Voice').first().fill('embedded:de+f2')
  await expect(
    page.getByRole('button', { name: 'Listen to embedded:de+f2 in de-DE' }),
  ).toBeVisible()
})

test('the API lists voices and serves samples in ranges', async ({ api }) => {
  const voices = Voices.parse(await (await api.get('/api/v1/voices?language=fr-FR')).json())
  expect(voices.data.map(({ name }) => name)).toContain('embedded:fr')
  expect(voices.engines.find(({ id }) => id === 'embedded')?.missing).toBeNull()
  const address = '/api/v1/voices/embedded/fr/sample?language=fr-FR'
  const range = await api.get(address, { headers: { range: 'bytes=0-3' } })
  expect(range.status()).toBe(206)
  expect((await range.body()).toString()).toBe('RIFF')
  const unknown = await api.get('/api/v1/voices/embedded/nobody/sample?language=fr-FR')
  expect(unknown.status()).toBe(400)
  expect(await unknown.text()).toContain('No voice \\"nobody\\"')
})
