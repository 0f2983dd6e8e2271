import { expect, test, unique } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite, runToEnd } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'

/** Of each of the three cases. */
const repetitions = 120
const items = 3 * repetitions

test('a run of many items comes in parts, and is walked from end to end by keyboard', async ({
  page,
  api,
}) => {
  test.setTimeout(150_000)
  const suite = await importSuite(api, suiteFile(unique('Many items')))
  const run = await runToEnd(api, {
    ...{ suite_ids: [suite], target: 'Simulator', mode: 'text' },
    repetitions,
  })

  await test.step('the page brings fifty of them, once', async () => {
    const html = await (await page.request.get(`/runs/${run}`)).text()
    expect(html.match(/\\"execution_id\\":/g)).toHaveLength(50)
  })

  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname.endsWith('/executions')) asked.push(searchParams.get('limit') ?? '')
  })
  await page.goto(`/runs/${run}`)
  const table = page.getByRole('table', { name: 'Results' })
  const row = (index: number) => table.locator(`[aria-rowindex="${index + 1}"]`)
  const rows = page.getByRole('rowgroup', { name: 'Rows' })

  await test.step('End goes to the very last one, Home back to the first', async () => {
    await expect(table).toHaveAttribute('aria-rowcount', String(items + 1))
    await rows.focus()
    await page.keyboard.press('ArrowDown')
    await expect(row(1).getByRole('link')).toBeFocused()
    expect(asked).toEqual([])
    await page.keyboard.press('End')
    await expect(row(items).getByRole('link')).toBeFocused()
    expect(asked).toEqual(['250', '250'])
    await page.keyboard.press('PageUp')
    await expect(row(items - 10).getByRole('link')).toBeFocused()
    await page.keyboard.press('Home')
    await expect(row(1).getByRole('link')).toBeFocused()
    await expectGoodLooks(page)
  })

  await test.step('what is scrolled to arrives, and a filter finds what was never loaded', async () => {
    await page.reload()
    await rows.hover()
    await expect(async () => {
      await page.mouse.wheel(0, 4_000)
      await expect(row(items)).toBeVisible({ timeout: 500 })
    }).toPass()
    await page.getByRole('combobox', { name: 'Verdict' }).selectOption('Failed')
    const summary = page.getByRole('status').filter({ hasText: `of ${items}` })
    await expect(summary).toHaveText(/^\d+ or more of/)
    await rows.focus()
    await page.keyboard.press('End')
    await expect(summary).toHaveText(/^\d+ of/)
    const found = Number.parseInt(await summary.innerText())
    expect(found).toBeGreaterThanOrEqual(repetitions)
    await expect(row(found).getByRole('link')).toBeFocused()
  })
})
