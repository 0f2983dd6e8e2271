import { expect, test } from 'vitest'

import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { parseLossless } from '#lib/engines/connectors/lossless-json.ts'

const plain = (_name: string, value: string) => value

test('masks headers as told and keeps their names', () => {
  const log = new ExchangeLog((name, value) => (name === 'X-Key' ? '[hidden]' : value))
  log.add({ direction: 'out', label: 'POST', headers: { 'X-Key': 'secret', A: 'b', C: undefined } })
  expect(log.entries()[0]?.headers).toEqual({ 'X-Key': '[hidden]', A: 'b' })
  expect(JSON.stringify(log.entries())).not.toContain('secret')
})

test('shortens binary and cuts long bodies, whose size stays known', () => {
  const log = new ExchangeLog(plain)
  log.add({
    direction: 'in',
    label: 'result',
    body: { audio: 'A'.repeat(100_000) },
    bytes: 100_012,
  })
  log.add({ direction: 'in', label: 'list', body: Array.from({ length: 9_000 }, (_, at) => at) })
  const [result, list] = log.entries()
  expect(result).toMatchObject({
    bytes: 100_012,
    body: { audio: expect.stringContaining('(100000 characters)') as string },
  })
  expect(JSON.stringify(list).length).toBeLessThan(17_000)
})

test('holds a bounded number of entries and says how many are missing', () => {
  const log = new ExchangeLog(plain)
  for (let entry = 0; entry < 600; entry += 1) log.add({ direction: 'in', label: 'partial' })
  const entries = log.entries()
  expect(entries).toHaveLength(501)
  expect(entries.at(-1)?.label).toBe('100 further entries left out')
})

test('shows digits beyond a double, and bodies that are made when read', () => {
  const log = new ExchangeLog(plain)
  log.add({ direction: 'in', label: 'x', body: () => parseLossless('{"id":9007199254740993}') })
  expect(log.entries()[0]?.body).toEqual({ id: '9007199254740993' })
})

test('entries are in order and timed from the opening', () => {
  const log = new ExchangeLog(plain)
  log.add({ direction: 'out', label: 'a' })
  log.add({ direction: 'in', label: 'b' })
  const [a, b] = log.entries()
  expect(a?.atMs).toBeGreaterThanOrEqual(0)
  expect(b?.atMs).toBeGreaterThanOrEqual(a?.atMs ?? Infinity)
})
