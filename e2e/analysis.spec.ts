import { z } from 'zod'

import { expect, test, unique, type Page } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite, runToEnd } from '#e2e/steps.ts'

const Analysis = z.object({
  latency: z.object({ all: z.object({ response_ms: z.object({ n: z.number() }) }) }),
  twin: z.object({
    all: z.object({
      n: z.number(),
      counts: z.object({
        both_right: z.number(),
        recognition: z.number(),
        understanding: z.number(),
        lucky: z.number(),
      }),
    }),
  }),
})

/** Two cases that are right, and one that is wrong however it is said. */
const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: weather
    name: Weather
    languages: { en-US: {}, de-DE: {} }
    turns:
      - say: { en-US: what is the weather in toronto, de-DE: wie ist das wetter in toronto }
        expect: { intent: WeatherQuery, entities: { city: Toronto } }
  - id: wrong-city
    name: Wrong city
    languages: { en-US: {} }
    turns:
      - say: what is the weather in London
        expect: { intent: WeatherQuery, entities: { city: Berlin } }
`

test.setTimeout(120_000)

const cell = (page: Page, outcome: string) => page.getByRole('link', { name: outcome })

test('a run held by voice and by text says where its failures lie', async ({ page, api }) => {
  const suite = await importSuite(api, suiteOf(unique('Twin')))
  const run = await runToEnd(api, {
    suite_ids: [suite],
    target: 'Simulator',
    mode: 'twin',
    repetitions: 2,
  })
  const response = await api.get(`/api/v1/runs/${run}/analysis?by=language,voice`)
  expect(response.ok(), await response.text()).toBe(true)
  const { latency, twin } = Analysis.parse(await response.json())
  expect(twin.all.n).toBe(6)
  expect(latency.all.response_ms.n).toBe(6)
  expect(twin.all.counts.understanding).toBe(2)

  await test.step('the tabs of the run lead to its analysis', async () => {
    await page.goto(`/runs/${run}`)
    const tabs = page.getByRole('navigation', { name: 'This run' })
    await expect(tabs.getByRole('link', { name: 'Results' })).toHaveAttribute(
      'aria-current',
      'page',
    )
    await tabs.getByRole('link', { name: 'Analysis' }).click()
    await expect(page).toHaveURL(new RegExp(`/runs/${run}/analysis$`))
    await expect(tabs.getByRole('link', { name: 'Analysis' })).toHaveAttribute(
      'aria-current',
      'page',
    )
  })

  await test.step('timings, voice against text, and slices', async () => {
    const timings = page.getByRole('table', { name: 'Percentiles of all timings' })
    await expect(timings.getByRole('row', { name: /^Response time 6 / })).toBeVisible()
    await expect(timings.getByRole('row', { name: /^Response time/ })).toContainText('too few')
    await expect(cell(page, 'Right both ways')).toContainText(String(twin.all.counts.both_right))
    const tax = page.getByRole('table', { name: 'ASR tax' })
    await expect(tax.getByRole('row', { name: /^de-DE/ })).toBeVisible()
    const slices = page.getByRole('table', { name: 'Worst slices' })
    await expect(slices.getByRole('row', { name: /^de-DE/ })).toContainText('Too few to tell')
    await expectGoodLooks(page)
  })

  await test.step('an outcome leads to its results, and those to why', async () => {
    await cell(page, 'Understood wrong').click()
    await expect(page.getByLabel('Voice and text', { exact: true })).toHaveValue('understanding')
    await expect(page.getByText('2 of 6')).toBeVisible()
    await page.getByRole('link', { name: 'Wrong city' }).first().click()
    await expect(page.getByRole('heading', { name: 'The same by text' })).toBeVisible()
    await expectGoodLooks(page)
  })
})

test('a run by text alone offers to be held both ways', async ({ page, api }) => {
  const suite = await importSuite(api, suiteOf(unique('Text')))
  const run = await runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode: 'text' })
  await page.goto(`/runs/${run}/analysis`)
  await expect(page.getByText('Tested in one mode only')).toBeVisible()
  await page.getByRole('button', { name: 'Run in twin mode' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start run' })
  await expect(dialog.getByRole('radio', { name: /^Twin/ })).toBeChecked()
})
