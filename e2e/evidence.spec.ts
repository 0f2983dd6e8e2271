import { createPublicKey } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { APIRequestContext } from '@playwright/test'
import { unzipSync } from 'fflate'
import { z } from 'zod'

import { verificationLines, verifyEvidence } from '#cli/commands/verify-evidence.ts'
import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectAccessible, expectGoodLooks } from '#e2e/look.ts'
import { importSuite, resultOf, runToEnd } from '#e2e/steps.ts'
import { EvidenceKeyView } from '#lib/evidence/schema.ts'

const Keys = z.object({ data: z.array(EvidenceKeyView) })

const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: wrong-city
    name: ${JSON.stringify(`${name} </script><script>document.title='taken'</script>`)}
    languages: { en-US: {} }
    turns:
      - say: what is the weather in London
        expect: { intent: WeatherQuery, entities: { city: Berlin } }
`

test.setTimeout(180_000)

async function trustedKeys(api: APIRequestContext) {
  const { data } = Keys.parse(await (await api.get('/api/v1/evidence-keys')).json())
  return data.map(({ public_key }) => createPublicKey(public_key))
}

async function download(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Evidence', exact: true }).click()
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download/ }).click()
  await (await started).saveAs(file)
}

async function unpack(zip: Buffer, folder: string): Promise<string[]> {
  const files = Object.entries(unzipSync(zip))
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return files.map(([path]) => path)
}

/** Plays each recording of the page for a moment, without a sound, and returns where each one got to. */
const playAll = (page: Page) =>
  page.locator('audio').evaluateAll((players) =>
    Promise.all(
      players.map(async (player) => {
        if (!(player instanceof HTMLAudioElement)) throw new Error('is no player')
        const moved = new Promise((resolve) => {
          player.addEventListener('timeupdate', () => player.currentTime > 0 && resolve(null))
        })
        player.muted = true
        await player.play()
        await moved
        player.pause()
        return { duration: player.duration, error: player.error?.message ?? null }
      }),
    ),
  )

test('the evidence of a failure is taken along, checked, and played offline', async ({
  page,
  api,
  context,
}, testInfo) => {
  const name = unique('Proven')
  const suite = await importSuite(api, suiteOf(name))
  const run = await runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode: 'voice' })
  const { execution } = await resultOf(api, run, 'wrong-city')
  const file = testInfo.outputPath('evidence.zip')
  const trusted = await trustedKeys(api)

  await test.step('download it', async () => {
    await page.goto(`/executions/${execution}`)
    await download(page, file)
    await expectAccessible(page)
  })

  await test.step('it is authentic, and a changed one is not', async () => {
    const found = await verifyEvidence(file, trusted)
    expect(verificationLines(file, found).join('\n')).toContain('is authentic')
    const bytes = await readFile(file)
    const at = bytes.indexOf('RIFF') + 500
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    const forged = testInfo.outputPath('forged.zip')
    await writeFile(forged, bytes)
    const lines = verificationLines(forged, await verifyEvidence(forged, trusted))
    expect(lines.join('\n')).toMatch(/NOT authentic:\n {2}audio\/turn-1-caller\.wav/)
  })

  await test.step('the page opens from disk, plays, and asks nobody', async () => {
    const folder = testInfo.outputPath('bundle')
    const paths = await unpack(await readFile(file), folder)
    expect(paths).toContain('audio/turn-1-voice-ai.wav')
    // The application would miss its live updates, and say so.
    await page.goto('about:blank')
    await context.setOffline(true)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const address = pathToFileURL(join(folder, 'index.html')).href
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('</script>')
    await expect(page).toHaveTitle(/Earshot evidence$/)
    const players = await playAll(page)
    expect(players.length).toBeGreaterThanOrEqual(2)
    for (const { duration, error } of players) {
      expect(error).toBeNull()
      expect(duration).toBeGreaterThan(0.5)
    }
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([address])
  })

  await test.step('it is readable by everybody, narrow and wide, light and dark', async () => {
    for (const width of [400, 1440])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        await expectAccessible(page)
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(beyond).toBe(0)
      }
    await context.setOffline(false)
  })
})

test.describe('a viewer', () => {
  test.use({ person: 'viewer' })

  test('takes the evidence of a defect along and sees the keys', async ({
    page,
    api,
  }, testInfo) => {
    const Defects = z.object({ data: z.array(z.looseObject({ id: z.uuid() })).min(1) })
    const { data } = Defects.parse(await (await api.get('/api/v1/defects?limit=1')).json())
    await page.goto(`/defects/${data[0]?.id}`)
    const file = testInfo.outputPath('defect.zip')
    await download(page, file)
    expect((await verifyEvidence(file, await trustedKeys(api))).faults).toEqual([])
    await page.getByRole('link', { name: 'Keys, and how to check it' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Evidence keys' })).toBeVisible()
    await expect(page.getByText('BEGIN PUBLIC KEY').first()).toBeVisible()
    await expectGoodLooks(page)
  })
})
