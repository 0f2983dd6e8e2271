import type { APIRequestContext } from '@playwright/test'

import { expect, test, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { readEvidence } from '#e2e/signed-in.ts'
import { TimelineView } from '#lib/executions/timeline/schema.ts'

const slider = (page: Page) => page.getByRole('slider', { name: 'Position in the call' })
const position = async (page: Page) => Number(await slider(page).getAttribute('aria-valuenow'))

async function timelineOf(api: APIRequestContext, execution: string): Promise<TimelineView> {
  const response = await api.get(`/api/v1/executions/${execution}/timeline`)
  return TimelineView.parse(await response.json())
}

test('an execution is heard, read and measured on one timeline', async ({ page, api }) => {
  const { execution } = readEvidence()
  const timeline = await timelineOf(api, execution)
  const seconds = timeline.duration_ms / 1_000
  await page.goto(`/executions/${execution}`)
  const group = page.getByRole('group', { name: 'Timeline' })
  await expect(slider(page)).toBeVisible()

  await test.step('everything that is known of when is on it', async () => {
    expect(timeline.clips.length).toBeGreaterThan(0)
    expect(timeline.entries.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Said', 'Heard', 'Reply', 'Response time', 'Transcript', 'Done']),
    )
    const shown = await group
      .locator('[data-entry]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-entry')))
    expect(shown.toSorted()).toEqual(timeline.entries.map(({ id }) => id).toSorted())
    // Both sides are drawn: their pictures are not empty.
    await expect(group.locator('canvas')).toHaveCount(2)
    const inked = () =>
      group.locator('canvas').evaluateAll((all) =>
        all.every((one) => {
          if (!(one instanceof HTMLCanvasElement)) return false
          const pixels = one.getContext('2d')?.getImageData(0, 0, one.width, one.height).data
          return pixels?.some((value) => value > 0) ?? false
        }),
      )
    await expect.poll(inked).toBe(true)
  })

  await test.step('a click goes there', async () => {
    const box = await slider(page).boundingBox()
    await slider(page).click({ position: { x: (box?.width ?? 0) / 2, y: 10 } })
    expect(Math.abs((await position(page)) - seconds / 2)).toBeLessThan(0.2)
  })

  await test.step('keys seek, go from mark to mark, and play', async () => {
    await slider(page).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    expect(await position(page)).toBe(1)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('End')
    expect(await position(page)).toBeCloseTo(seconds, 0)
    await page.keyboard.press('Home')
    await page.keyboard.press(']')
    const first = timeline.entries.find(({ from_ms }) => from_ms > 5)
    await expect(group.getByRole('status')).toContainText(`${first?.label}, ${first?.value}`)
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await expect(group.getByRole('button', { name: 'Pause the call' })).toBeVisible()
    await expect.poll(() => position(page)).toBeGreaterThan(0.4)
    await page.keyboard.press('Space')
    await expect(group.getByRole('button', { name: 'Play the call' })).toBeVisible()
  })

  await test.step('one side of a turn is played alone', async () => {
    await page.getByRole('button', { name: 'Play Voice AI, turn 1' }).click()
    await expect(page.getByRole('button', { name: 'Pause Voice AI, turn 1' })).toBeVisible()
    const reply = (timeline.turns[0]?.voice_ai?.from_ms ?? 0) / 1_000
    await expect.poll(() => position(page)).toBeGreaterThan(reply + 0.2)
    // It stops by itself at its end.
    await expect(page.getByRole('button', { name: 'Play Voice AI, turn 1' })).toBeVisible()
  })

  await test.step('the table tells the same', async () => {
    await group.getByRole('button', { name: 'Show as a table' }).click()
    const rows = group.getByRole('table').getByRole('row')
    await expect(rows).toHaveCount(timeline.entries.length + 1)
    const told = await rows.evaluateAll((all) =>
      all.slice(1).map((row) =>
        [...row.children]
          .slice(2)
          .map((cell) => cell.textContent)
          .join(': '),
      ),
    )
    expect(told).toEqual(timeline.entries.map(({ label, value }) => `${label}: ${value}`))
    await expectGoodLooks(page)
  })
})

test.describe('when storage has lost the sound', () => {
  test.use({ provokes: /404|Not Found/ })

  test('the timeline says so, and the rest of it can be used', async ({ page }) => {
    const { execution } = readEvidence()
    await page.route('**/audio/**', (route) => route.fulfill({ status: 404, body: '' }))
    await page.route('**/waveforms', async (route) => {
      const response = await route.fetch()
      const { waveforms } = (await response.json()) as { waveforms: object[] }
      const gone = waveforms.map((one) => ({
        ...one,
        channels: [],
        fault: 'It is no longer there.',
      }))
      await route.fulfill({ response, json: { waveforms: gone } })
    })
    await page.goto(`/executions/${execution}`)
    await expect(page.getByText('No sound to show. It is no longer there.').first()).toBeVisible()
    await page.getByRole('button', { name: 'Play the call' }).click()
    const timeline = page.getByRole('group', { name: 'Timeline' })
    await expect(timeline.getByRole('alert')).toContainText('cannot be played')
    // It goes on in silence.
    await expect.poll(() => position(page)).toBeGreaterThan(0.3)
    await page.getByRole('button', { name: 'Pause the call' }).click()
    await slider(page).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press(']')
    await expect(timeline.getByRole('status')).toContainText('turn 1')
  })
})
