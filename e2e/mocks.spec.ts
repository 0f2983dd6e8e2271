import { z } from 'zod'

import { expect, test } from '#e2e/fixtures.ts'
import { expectGoodLooks } from '#e2e/look.ts'

const Created = z.object({ id: z.uuid() })
const shipped = [{ tool: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } }]

test('what tools answer is written in the case editor, and a mistake is shown there', async ({
  page,
  api,
}) => {
  const suite = Created.parse(
    await (await api.post('/api/v1/suites', { data: { name: 'Mocked orders' } })).json(),
  )
  const data = { id: 'order', name: 'Order', languages: { 'en-US': {} }, turns: [{ say: 'hi' }] }
  const made = await api.post(`/api/v1/suites/${suite.id}/cases`, { data })
  const { id } = Created.parse(await made.json())
  await page.goto(`/suites/${suite.id}/cases/${id}`)
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toHaveValue('Order')
  const mocks = page.getByLabel('Mocks', { exact: true })
  await expect(mocks).toBeHidden()
  await page.getByText('Mocked tools').click()

  await mocks.fill('[{ "tool": "get_order" }]')
  await page.getByRole('button', { name: 'Save new version' }).click()
  await expect(page.getByText('Mock 1: needs result or error')).toBeVisible()
  await expectGoodLooks(page)

  await mocks.fill(JSON.stringify(shipped))
  await page.getByRole('button', { name: 'Save new version' }).click()
  const saved = async () => z.unknown().parse(await (await api.get(`/api/v1/cases/${id}`)).json())
  await expect.poll(saved).toMatchObject({ version: 2, mocks: shipped })

  await page.reload()
  await expect(mocks).toHaveValue(JSON.stringify(shipped, null, 2))
  await mocks.fill('')
  await page.getByRole('button', { name: 'Save new version' }).click()
  await expect.poll(saved).toMatchObject({ version: 3 })
  expect(await saved()).not.toHaveProperty('mocks')
})
