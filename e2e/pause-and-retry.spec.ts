import { z } from 'zod'

import { expect, test, unique } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'
import { importSuite, resultOf, runToEnd } from '#e2e/steps.ts'

const Run = z.object({ id: z.uuid() })

const suiteOf = (name: string) => `suite: ${name}
cases:
  - id: right
    name: ${name} passes
    languages: { en-US: {} }
    turns:
      - say: what is the weather in London
        expect: { intent: WeatherQuery }
  - id: wrong
    name: ${name} fails
    languages: { en-US: {} }
    turns:
      - say: what is the weather in London
        expect: { intent: TimerCommand }
`

test.setTimeout(120_000)

test('a run is paused, resumed and cancelled by hand', async ({ page, api }) => {
  const suite = await importSuite(api, suiteOf(unique('Held')))
  const response = await api.post('/api/v1/runs', {
    // Long enough to be caught half-way: one item after the other.
    data: {
      suite_ids: [suite],
      target: 'Simulator',
      mode: 'text',
      order: 'sequential',
      repetitions: 1_000,
    },
  })
  const { id } = Run.parse(await response.json())
  const main = page.getByRole('main')
  await page.goto(`/runs/${id}`)

  await test.step('pause it', async () => {
    await page.getByRole('button', { name: 'Pause run' }).click()
    await expect(main.getByText('Paused', { exact: true })).toBeVisible()
    await expect(main.getByText('Paused: nothing new begins')).toBeVisible()
    await expectGoodLooks(page)
  })

  await test.step('resume it', async () => {
    await page.getByRole('button', { name: 'Resume run' }).click()
    await expect(main.getByText('Running', { exact: true }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Pause run' })).toBeVisible()
  })

  await test.step('cancel it', async () => {
    await page.getByRole('button', { name: 'Cancel run' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel run' }).click()
    await expect(main.getByText('Cancelled', { exact: true }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Pause run' })).toHaveCount(0)
  })
})

test('what failed is run again, all of it and one alone; every attempt stays', async ({
  page,
  api,
}) => {
  const suite = await importSuite(api, suiteOf(unique('Again')))
  const run = await runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode: 'text' })
  const { execution: first } = await resultOf(api, run, 'wrong')

  await test.step('from the page of the run', async () => {
    await page.goto(`/runs/${run}`)
    await page.getByRole('button', { name: 'Run 1 failed again' }).click()
    await expect(page.getByText('1 item runs again')).toBeVisible()
    await expect.poll(async () => (await resultOf(api, run, 'wrong')).execution).not.toBe(first)
  })

  await test.step('from the page of the execution', async () => {
    const { execution } = await resultOf(api, run, 'wrong')
    await page.goto(`/executions/${execution}`)
    await expect(page.getByText('Attempt 2', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Run again' }).click()
    await expect(page.getByText('It runs again; this attempt stays')).toBeVisible()
    await expect(page.getByText('Attempt 3', { exact: true })).toBeVisible()
    await expect(page.getByText('Attempt 1', { exact: true })).toBeVisible()
    await expectGoodLooks(page)
  })
})
