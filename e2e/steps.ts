import type { APIRequestContext, APIResponse } from '@playwright/test'
import { z } from 'zod'

import { expect, type Page } from '#e2e/fixtures.ts'
import { demoPassword, people, type Person } from '#e2e/signed-in.ts'

const Import = z.object({ suite_ids: z.tuple([z.uuid()]) })
const Run = z.object({ id: z.uuid(), status: z.string(), failure_reason: z.string().nullable() })
const Targets = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      config: z.looseObject({ endpoint: z.url().optional() }),
    }),
  ),
})
const Items = z.object({
  data: z.array(
    z.object({
      case: z.object({ id: z.uuid(), key: z.string() }),
      execution_id: z.uuid().nullable(),
    }),
  ),
})

async function json<T>(response: APIResponse, schema: z.ZodType<T>): Promise<T> {
  expect(response.ok(), `${response.url()}: ${await response.text()}`).toBe(true)
  return schema.parse(await response.json())
}

/** Imports the text of one suite file and returns the suite's id. */
export async function importSuite(api: APIRequestContext, text: string): Promise<string> {
  const response = await api.post('/api/v1/suites/import', {
    headers: { 'Content-Type': 'application/yaml' },
    data: text,
  })
  return (await json(response, Import)).suite_ids[0]
}

type RunInput = {
  suite_ids: string[]
  target: string
  mode: 'voice' | 'text' | 'twin'
  name?: string
  repetitions?: number
  device_profiles?: string[]
}

/** Starts a run, waits until it has ended and returns its id. */
export async function runToEnd(api: APIRequestContext, data: RunInput): Promise<string> {
  const { id } = await json(await api.post('/api/v1/runs', { data }), Run)
  await expect
    .poll(async () => (await json(await api.get(`/api/v1/runs/${id}`), Run)).status, {
      timeout: 120_000,
    })
    .toBe('completed')
  return id
}

/** One case of a run with its last execution. */
export async function resultOf(
  api: APIRequestContext,
  runId: string,
  key: string,
): Promise<{ testCase: string; execution: string }> {
  const items = await json(await api.get(`/api/v1/runs/${runId}/executions`), Items)
  const item = items.data.find((one) => one.case.key === key)
  return { testCase: z.uuid().parse(item?.case.id), execution: z.uuid().parse(item?.execution_id) }
}

/** The demo's target: the demo voice AI. */
export async function simulatorTarget(
  api: APIRequestContext,
): Promise<{ id: string; endpoint: string }> {
  const { data } = await json(await api.get('/api/v1/targets'), Targets)
  const target = data.find(({ name }) => name === 'Simulator')
  return { id: z.uuid().parse(target?.id), endpoint: z.url().parse(target?.config.endpoint) }
}

/** Fills in the sign-in page and sends it. */
export async function signInByHand(
  page: Page,
  person: Person,
  password = demoPassword(),
): Promise<void> {
  await page.getByLabel('Email').fill(people[person])
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
